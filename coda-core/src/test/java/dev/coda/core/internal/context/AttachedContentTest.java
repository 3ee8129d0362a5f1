package dev.coda.core.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.content.MediaPart;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttachedContentTest {
  private static final int SIZE = 3_000;

  private final Stores stores = InMemoryStores.create();
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final SessionId session = SessionId.next(ids);
  private final AttachedContent content = AttachedContent.in(stores.artifacts());

  AttachedContentTest() {
    stores.sessions().create(Session.start(session, owner, Samples.NOON));
  }

  @Test
  void showsTheLatestAttachmentsAsFarAsTheyFit() {
    List<Message> messages = List.of(message(), message(), message());

    assertThat(shown(content.latest(owner, messages, 1))).containsExactly(false, false, true);
    assertThat(shown(content.latest(owner, messages, 9_000))).containsExactly(false, true, true);
    assertThat(shown(content.latest(owner, messages, 1_000_000))).containsExactly(true, true, true);
  }

  @Test
  void leavesReferencesToWhatIsGoneOrForeign() {
    List<Message> messages = List.of(message());

    assertThat(content.latest(UserId.next(ids), messages, 1_000_000)).isEqualTo(messages);
    stores.sessions().delete(owner, session);
    assertThat(content.whole(owner, messages.get(0))).isEqualTo(messages.get(0));
  }

  private Message message() {
    ArtifactId id = ArtifactId.next(ids);
    stores
        .artifacts()
        .put(
            new Artifact(id, owner, session, "image/png", "dot.png", SIZE, Samples.NOON),
            new byte[SIZE]);
    return Message.user(
        MessageId.next(ids),
        session,
        null,
        List.of(MediaPart.ofArtifact(id, "image/png", "dot.png")),
        Samples.NOON);
  }

  private static List<Boolean> shown(List<Message> messages) {
    return messages.stream()
        .map(message -> ((MediaPart) message.parts().get(0)).data() != null)
        .toList();
  }
}

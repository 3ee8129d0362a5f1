package dev.coda.core.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.Stores;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopiedAttachmentsTest {
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final byte[] CONTENT = "a,b".getBytes(UTF_8);

  private final Stores stores = InMemoryStores.create();
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final SessionId session = SessionId.next(ids);
  private final ArtifactId artifact = ArtifactId.next(ids);

  CopiedAttachmentsTest() {
    stores.sessions().create(Session.start(session, owner, Samples.NOON));
    stores
        .artifacts()
        .put(
            new Artifact(
                artifact, owner, session, "text/csv", "a.csv", CONTENT.length, Samples.NOON),
            CONTENT);
    Message question =
        Message.user(
            MessageId.next(ids),
            session,
            null,
            List.of(MediaPart.ofArtifact(artifact, "text/csv", "a.csv")),
            Samples.NOON);
    stores.sessions().addMessage(owner, question);
    stores.sessions().update(owner, session, SessionChange.create().headMessageId(question.id()));
  }

  @Test
  void aForkHasAttachmentsOfItsOwn() {
    Session fork =
        Branches.of(stores, new TimeOrderedIds(), Clock.systemUTC()).fork(owner, session, null);
    stores.sessions().delete(owner, session);

    ArtifactId copy = ((MediaPart) part(fork.id())).artifactId().orElseThrow();

    assertThat(copy).isNotEqualTo(artifact);
    assertThat(stores.artifacts().read(owner, copy, 0, 10)).contains(CONTENT);
    assertThat(stores.artifacts().find(owner, copy))
        .hasValueSatisfying(found -> assertThat(found.sessionId()).isEqualTo(fork.id()));
  }

  @Test
  void anExportHasTheContentAndTheImportKeepsIt() throws IOException {
    String file = json(session);

    Session imported =
        SessionImport.of(stores.sessions(), new TimeOrderedIds(), Clock.systemUTC())
            .load(owner, () -> new ByteArrayInputStream(file.getBytes(UTF_8)));

    assertThat(part(imported.id())).isEqualTo(MediaPart.of("text/csv", CONTENT, "a.csv"));
    assertThat(json(imported.id()).replaceAll(ID, "")).isEqualTo(file.replaceAll(ID, ""));
  }

  private Part part(SessionId id) {
    return stores
        .sessions()
        .path(owner, id, PathQuery.page(null, null, 10))
        .get(0)
        .message()
        .parts()
        .get(0);
  }

  private String json(SessionId id) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SessionExport.of(stores).json(owner, id, out);
    return out.toString(UTF_8);
  }
}

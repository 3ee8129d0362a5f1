package dev.coda.core.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Role;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageNode;
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
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A summary in a copied session covers the copies of the messages that it covered. */
class CopiedSummaryTest {
  private final Stores stores = InMemoryStores.create();
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final SessionId session = SessionId.next(ids);

  CopiedSummaryTest() {
    stores.sessions().create(Session.start(session, owner, Samples.NOON));
    Message question = Samples.message(ids, session, null, "Who was Ada?", Samples.NOON);
    Message answer =
        Samples.message(ids, session, question.id(), "A mathematician.", Samples.NOON).toBuilder()
            .role(Role.ASSISTANT)
            .metadata(
                Samples.json(
                    """
                    {"compaction": {"summary": "Ada", "through_message_id": "%s", "tokens_before": 9}}
                    """
                        .formatted(question.id())))
            .build();
    stores.sessions().addMessage(owner, question);
    stores.sessions().addMessage(owner, answer);
    stores.sessions().update(owner, session, SessionChange.create().headMessageId(answer.id()));
  }

  @Test
  void inAFork() {
    Session fork =
        Branches.of(stores, new TimeOrderedIds(), Clock.systemUTC()).fork(owner, session, null);

    assertCovered(fork.id());
  }

  @Test
  void inAnImport() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SessionExport.of(stores).json(owner, session, out);

    Session imported =
        SessionImport.of(stores.sessions(), new TimeOrderedIds(), Clock.systemUTC())
            .load(owner, () -> new ByteArrayInputStream(out.toString(UTF_8).getBytes(UTF_8)));

    assertCovered(imported.id());
  }

  private void assertCovered(SessionId copied) {
    List<Message> path =
        stores.sessions().path(owner, copied, PathQuery.page(null, null, 10)).stream()
            .map(MessageNode::message)
            .toList();
    MessageId first = path.get(0).id();
    JsonNode kept = Objects.requireNonNull(path.get(1).metadata()).path("compaction");

    assertThat(kept.path(ContextCompacted.THROUGH).asText()).isEqualTo(first.toString());
    assertThat(kept.path("summary").asText()).isEqualTo("Ada");
  }
}

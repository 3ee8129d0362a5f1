package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStarted;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.StepTaken;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.Usage;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models and tools say things that PostgreSQL's text cannot hold. */
final class OddTextTest {
  private static final String ODD = "nul \0, halves \uD83D and \uDE00, whole \uD83D\uDE00, \\u0000";
  private static final String SHOWN =
      "nul \uFFFD, halves \uFFFD and \uFFFD, whole \uD83D\uDE00, \\u0000";

  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final Session session = Samples.session(ids, owner, null, Samples.NOON);
  private final RunId run = RunId.next(ids);
  private final PostgresStores stores = TestDatabase.STORES;

  @Test
  void keepsOddTextVerbatimInLogAndPartsAndShowsItElsewhere() {
    MessageId question = MessageId.next(ids);
    MessageId answer = MessageId.next(ids);
    CallId call = CallId.next(ids);
    SampleRun odd =
        play(
            new RunStarted(question, null, List.of(new TextPart(ODD)), "p", "m", null, null),
            new MessageStart(answer, question, Role.ASSISTANT, "p/m"),
            new ContentDelta(answer, 0, 0, ODD),
            new ToolCallRequested(answer, 1, call, "read_file", object(), null),
            new ToolFinished(
                answer, 2, call, "read_file", ToolStatus.SUCCESS, object(), ODD, 1, null),
            new StepTaken(answer, 1, "reasoning", ODD, object()),
            new RunFinished(
                RunStatus.FAILED, "error", Usage.NONE, null, new ErrorInfo("internal", ODD)));
    assertThat(stores.runs().events(run, 0, 100)).isEqualTo(odd.events());
    MessageDetails details = stores.sessions().message(owner, answer).orElseThrow();
    Message expected = odd.projection().answer().orElseThrow();
    assertThat(details.node().message().parts()).isEqualTo(expected.parts());
    ToolCall stored = details.toolCalls().get(0);
    assertThat(stored.input()).isEqualTo(shown());
    assertThat(stored.output()).isEqualTo(shown());
    assertThat(stored.errorMessage()).isEqualTo(SHOWN);
    assertThat(details.thoughts().get(0).content()).isEqualTo(SHOWN);
    assertThat(stores.runs().find(owner, run).orElseThrow().error())
        .isEqualTo(new ErrorInfo("internal", SHOWN));
  }

  @Test
  void showsOddTextOfASession() {
    stores.sessions().create(session);
    stores
        .sessions()
        .update(owner, session.id(), SessionChange.create().title(ODD).metadata(object()));
    Session stored = stores.sessions().find(owner, session.id()).orElseThrow();
    assertThat(stored.title()).isEqualTo(SHOWN);
    assertThat(stored.metadata()).isEqualTo(shown());
  }

  private SampleRun play(EventPayload... payloads) {
    stores.sessions().create(session);
    List<RunEvent> events = new ArrayList<>();
    for (EventPayload payload : payloads) {
      events.add(new RunEvent(run, session.id(), events.size() + 1L, Samples.NOON, payload));
    }
    SampleRun odd = new SampleRun(owner, events, Instant.parse("2100-01-01T00:00:00Z"), null);
    odd.playInto(stores.runs(), 2);
    return odd;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode().put("nul \0", ODD);
  }

  private static JsonNode shown() {
    return JsonNodeFactory.instance.objectNode().put("nul \uFFFD", SHOWN);
  }
}

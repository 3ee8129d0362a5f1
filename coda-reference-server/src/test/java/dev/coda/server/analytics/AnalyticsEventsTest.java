package dev.coda.server.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.StepTaken;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.model.Usage;
import dev.coda.api.session.RunCommit;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnalyticsEventsTest {
  private static final UUID ID = new UUID(0, 1);

  private final List<JsonNode> written = new ArrayList<>();
  private final AnalyticsEvents events =
      new AnalyticsEvents(this::write, UUID::randomUUID, Clock.systemUTC(), 3);
  private boolean fails;

  @Test
  void dropsAndCountsWhatDoesNotFit() {
    for (int i = 0; i < 5; i++) {
      events.add("request", ID, null, JsonNodeFactory.instance.objectNode().put("n", i));
    }

    events.flush();

    assertThat(events.dropped()).isEqualTo(2);
    assertThat(written).extracting(row -> row.at("/properties/n").asInt()).containsExactly(0, 1, 2);
  }

  @Test
  void countsABatchThatCannotBeWritten() {
    fails = true;
    events.add("request", ID, null, JsonNodeFactory.instance.objectNode());

    events.flush();

    assertThat(events.dropped()).isEqualTo(1);
  }

  @Test
  void keepsToolCallsWithTheirScores() {
    commit(
        new ToolFinished(
            new MessageId(ID),
            0,
            new CallId(ID),
            "calculator",
            ToolStatus.ERROR,
            null,
            "Division by zero.",
            12,
            JsonNodeFactory.instance.objectNode().put("score", 0.25)));

    JsonNode call = written.getFirst();
    assertThat(call.path("event_type").asText()).isEqualTo("tool_call");
    assertThat(call.path("session_id").asText()).isEqualTo(ID.toString());
    assertThat(call.path("properties").path("tool_name").asText()).isEqualTo("calculator");
    assertThat(call.path("properties").path("status").asText()).isEqualTo("error");
    assertThat(call.path("properties").path("error").asText()).isEqualTo("Division by zero.");
    assertThat(call.path("properties").path("duration_ms").asInt()).isEqualTo(12);
    assertThat(call.path("properties").path("score").asDouble()).isEqualTo(0.25);
  }

  @Test
  void keepsDecisionsOfModelsAndPeople() {
    commit(
        new StepTaken(
            new MessageId(ID),
            1,
            "tool_selection",
            "Selected calculator.",
            JsonNodeFactory.instance
                .objectNode()
                .set("tools", JsonNodeFactory.instance.arrayNode().add("calculator"))),
        new ApprovalRequired(
            new CallId(ID),
            "calculator",
            JsonNodeFactory.instance.objectNode(),
            Instant.EPOCH,
            null,
            null,
            null),
        new RunResumed(
            List.of(
                new ApprovalDecision(new CallId(ID), ApprovalDecision.Verdict.DENY, null, null)),
            null));

    assertThat(written)
        .extracting(row -> row.path("event_type").asText())
        .containsExactly("step", "approval_required", "approval_decided");
    assertThat(written.get(0).at("/properties/tools/0").asText()).isEqualTo("calculator");
    assertThat(written.get(2).at("/properties/call_id").asText())
        .isEqualTo(written.get(1).at("/properties/call_id").asText());
    assertThat(written.get(2).at("/properties/decision").asText()).isEqualTo("deny");
  }

  private void commit(EventPayload... payloads) {
    List<RunEvent> run = new ArrayList<>();
    for (EventPayload payload : payloads) {
      run.add(
          new RunEvent(new RunId(ID), new SessionId(ID), run.size() + 1, Instant.EPOCH, payload));
    }
    new RunEvents(events)
        .committed(
            new RunCommit(
                new RunId(ID),
                1,
                run,
                ProjectionChange.none(),
                RunStatus.RUNNING,
                Usage.NONE,
                null,
                null));
    events.flush();
  }

  private long write(String rows) {
    if (fails) {
      throw new IllegalStateException("no database");
    }
    try {
      new ObjectMapper().readTree(rows).forEach(written::add);
      return 0;
    } catch (IOException e) {
      throw new AssertionError(rows, e);
    }
  }
}

package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.ToolCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tool call of a run that has not ended: the parts of its row that change, and the row built from
 * them on demand. Confined to one thread at a time.
 */
final class CallDraft {
  private final ToolCallRequested asked;
  private final SessionId sessionId;
  private final @Nullable String traceId;
  private final Instant createdAt;
  private JsonNode input;
  private ToolStatus status = ToolStatus.PENDING;
  private @Nullable ToolFinished end;
  private @Nullable JsonNode evaluation;

  /** The present row; null after a change. */
  private @Nullable ToolCall row;

  CallDraft(RunEvent event, ToolCallRequested asked, @Nullable String traceId) {
    this.asked = asked;
    this.sessionId = event.sessionId();
    this.traceId = traceId;
    this.createdAt = event.ts();
    this.input = asked.input();
  }

  void running() {
    status = ToolStatus.RUNNING;
    end = null;
    evaluation = null;
    row = null;
  }

  /** Waits again, as before it was started. */
  void pending() {
    status = ToolStatus.PENDING;
    row = null;
  }

  void input(JsonNode changed) {
    input = changed;
    row = null;
  }

  void finished(ToolFinished finished) {
    status = finished.status();
    end = finished;
    evaluation = finished.evaluation();
    row = null;
  }

  void scored(JsonNode scores) {
    evaluation = scores;
    row = null;
  }

  ToolCall row() {
    ToolCall known = row;
    if (known == null) {
      known = built();
      row = known;
    }
    return known;
  }

  private ToolCall built() {
    ToolCall.Builder call =
        ToolCall.builder(
                asked.callId(), asked.messageId(), sessionId, asked.toolName(), input, createdAt)
            .status(status)
            .evaluation(evaluation)
            .traceId(traceId);
    if (end != null) {
      call.output(end.output())
          .errorMessage(end.error())
          .executionTimeMs(status == ToolStatus.DENIED ? null : end.executionTimeMs());
    }
    return call.build();
  }
}

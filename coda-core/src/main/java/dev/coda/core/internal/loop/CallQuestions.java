package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.content.CleanText;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunResumed;
import dev.coda.api.id.CallId;
import dev.coda.api.time.TimerClock;
import dev.coda.api.tool.ToolQuestion;
import dev.coda.api.tool.ToolQuestions;
import dev.coda.core.tools.CleanJson;
import dev.coda.core.tools.SchemaCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a run's user for an active call: viewers see the question in the log, and the answer comes
 * as a decision on the call. The run is not paused for it, since the tool is not.
 */
record CallQuestions(Turn turn, CallId callId, String toolName, Instant deadline)
    implements ToolQuestions {
  private static final int LONGEST_MESSAGE = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(CallQuestions.class);

  @Override
  public Optional<JsonNode> ask(ToolQuestion question) {
    String problem = CleanJson.problem(question.schema());
    if (problem != null) {
      LOG.warn("Tool {} asked with a schema that cannot be stored: {}", toolName, problem);
      return Optional.empty();
    }
    JsonNode schema = CleanJson.clean(question.schema());
    SchemaCheck check;
    try {
      check = SchemaCheck.of(schema);
    } catch (RuntimeException e) {
      LOG.warn("Tool {} asked with a schema that cannot be used: {}", toolName, e.toString());
      return Optional.empty();
    }
    Instant expiry = expiry();
    TimerClock clock = turn.services().clock();
    if (!clock.instant().isBefore(expiry)) {
      return Optional.empty();
    }
    CompletableFuture<Optional<JsonNode>> answer = turn.questions().open(callId, check);
    if (answer == null) {
      LOG.info("Tool {} asked while it was asking; declined.", toolName);
      return Optional.empty();
    }
    try (CancelSignal.Registration registration =
        turn.cancelSignal().onCancel(() -> answer.cancel(false))) {
      turn.events().commit(event(question.message(), schema, expiry));
      Duration left = Duration.between(clock.instant(), expiry);
      long deadline = clock.nanoTime() + TimeUnit.NANOSECONDS.convert(left);
      Optional<JsonNode> given = clock.getUntil(answer, deadline);
      turn.events().commit(answered(given.isPresent()));
      return given;
    } catch (TimeoutException | CancellationException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      turn.questions().close(callId);
    }
  }

  private Instant expiry() {
    Instant expiry = turn.services().clock().instant().plus(turn.gate().approvalTime());
    return (expiry.isBefore(deadline) ? expiry : deadline).truncatedTo(ChronoUnit.MILLIS);
  }

  private ApprovalRequired event(String message, JsonNode schema, Instant expiry) {
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    asked.put("message", CleanText.shortened(CleanText.clean(message), LONGEST_MESSAGE));
    asked.set("schema", schema);
    return new ApprovalRequired(
        callId, CleanText.clean(toolName), asked, expiry, null, ApprovalRequired.ELICITATION, null);
  }

  /** The answer itself is between the user and the tool. */
  private RunResumed answered(boolean given) {
    ApprovalDecision.Verdict verdict =
        given ? ApprovalDecision.Verdict.APPROVE : ApprovalDecision.Verdict.DENY;
    return new RunResumed(List.of(new ApprovalDecision(callId, verdict, null, null)), null);
  }
}

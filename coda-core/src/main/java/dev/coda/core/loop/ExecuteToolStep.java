package dev.coda.core.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolStarted;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.context.CleanText;
import dev.coda.core.evaluation.ToolCase;
import dev.coda.core.telemetry.RunTelemetry;
import dev.coda.core.tools.RegisteredTool;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs the selected calls side by side. Starts are journaled before any tool runs; each result is
 * stored when it is there, in its place among the parts, so that the model sees them in call order.
 */
final class ExecuteToolStep {
  /** Runs or refuses all calls but those about which a person is asked. */
  void execute(Turn turn, List<SelectedCall> selected) {
    List<SelectedCall> calls =
        selected.stream().filter(call -> call.verdict().question() == null).toList();
    if (calls.isEmpty()) {
      return;
    }
    journal(turn, calls);
    CompletableFuture<?>[] running =
        calls.stream()
            .map(call ->
                CompletableFuture.runAsync(
                    () -> executeOne(turn, call), turn.services().executor()))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(running).join();
    } catch (CompletionException e) {
      // Tools never throw here; what does is the log, and then the run is over.
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static void journal(Turn turn, List<SelectedCall> calls) {
    List<EventPayload> starts =
        calls.stream()
            .filter(call -> call.verdict().runs())
            .<EventPayload>map(ExecuteToolStep::started)
            .toList();
    if (!starts.isEmpty()) {
      turn.events().commit(starts);
    }
  }

  private static ToolStarted started(SelectedCall call) {
    return new ToolStarted(
        call.asked().callId(), call.asked().toolName(), call.asked().callId().toString());
  }

  private void executeOne(Turn turn, SelectedCall call) {
    long start = System.nanoTime();
    ToolResult refusal = call.refusal();
    ToolResult result =
        refusal != null ? refusal : run(turn, call, Objects.requireNonNull(call.tool()));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    boolean valid = refusal == null || refusal.failure() != FailureKind.TOOL_INPUT_INVALID;
    RegisteredTool tool = call.tool();
    JsonNode scores =
        turn.services()
            .evaluation()
            .score(
                new ToolCase(
                    turn.events().read(SynthesizeStep::text),
                    call.asked().toolName(),
                    tool == null ? "" : tool.spec().description(),
                    call.input(),
                    valid,
                    result,
                    took));
    turn.events()
        .commit(
            List.of(
                finished(turn, call, result, took, scores),
                Thoughts.evaluated(turn, call, result, scores, took.toMillis())));
  }

  private static ToolResult run(Turn turn, SelectedCall call, RegisteredTool tool) {
    RunTelemetry telemetry = turn.services().telemetry();
    Span span =
        telemetry.startTool(turn.span(), call.asked().toolName(), call.asked().callId().toString());
    try {
      ToolResult result =
          turn.services()
              .toolExecutor()
              .execute(tool, call.input(), context(turn, call, tool, span));
      if (result.failure() != null) {
        RunTelemetry.failed(span, result.failure().code());
      }
      return result;
    } finally {
      span.end();
    }
  }

  private static ToolContext context(Turn turn, SelectedCall call, RegisteredTool tool, Span span) {
    Instant deadline = turn.services().toolExecutor().deadline(tool);
    return ToolContext.builder()
        .userId(turn.identity().userId())
        .sessionId(turn.identity().sessionId())
        .runId(turn.identity().runId())
        .callId(call.asked().callId())
        .deadline(deadline)
        .cancelSignal(turn.cancelSignal())
        .headers(turn.services().telemetry().headers(span))
        .budget(turn.budget())
        .progress(new CallProgress(turn.events(), call.asked().callId()))
        .questions(
            new CallQuestions(turn, call.asked().callId(), call.asked().toolName(), deadline))
        .build();
  }

  private static ToolFinished finished(
      Turn turn, SelectedCall call, ToolResult result, Duration took, JsonNode scores) {
    return new ToolFinished(
        turn.identity().messageId(),
        call.resultPart(),
        call.asked().callId(),
        CleanText.clean(call.asked().toolName()),
        call.verdict().outcomeUnknown() ? ToolStatus.UNKNOWN : status(result),
        result.output(),
        result.message() == null ? null : CleanText.clean(result.message()),
        took.toMillis(),
        scores);
  }

  private static ToolStatus status(ToolResult result) {
    if (result.isOk()) {
      return ToolStatus.SUCCESS;
    }
    return result.failure() == FailureKind.TOOL_DENIED ? ToolStatus.DENIED : ToolStatus.ERROR;
  }
}

package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolStarted;
import dev.coda.api.tool.SignIn;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.internal.evaluation.ToolCase;
import dev.coda.core.internal.telemetry.RunTelemetry;
import dev.coda.core.internal.telemetry.Span;
import dev.coda.core.tools.Execution;
import dev.coda.core.tools.LeftBehindException;
import dev.coda.core.tools.RegisteredTool;
import dev.coda.core.tools.ToolPermit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the selected calls side by side. Each start is journaled before its tool runs; each result
 * is stored when it is there, in its place among the parts, so that the model sees them in call
 * order.
 *
 * <p>A tool has the thread that does its bookkeeping, and the run continues without that thread if
 * the tool keeps it.
 */
final class ExecuteToolStep {
  private static final int LONGEST_MESSAGE = 10_000;

  /**
   * A call that is about to be run or refused. Immutable.
   *
   * @param permit its place among the calls of its tool; null if it is refused
   * @param granted whether it had the place at once, so that its start is journaled with others
   */
  private record Due(CheckedCall call, @Nullable ToolPermit permit, boolean granted) {}

  /**
   * Stores all calls, and runs or refuses those that neither a person nor the client decides.
   *
   * @param elsewhere is given the rest of this step if this thread is abandoned with a tool
   */
  void execute(Turn turn, Selection selection, Consumer<LoopPart> elsewhere)
      throws LeftBehindException {
    List<Due> calls = due(turn, selection.calls());
    journal(turn, selection.events(), calls);
    if (calls.size() == 1) {
      executeOne(turn, calls.get(0), elsewhere);
    } else if (!calls.isEmpty()) {
      executeAll(turn, calls, elsewhere);
    }
  }

  private void executeAll(Turn turn, List<Due> calls, Consumer<LoopPart> elsewhere)
      throws LeftBehindException {
    Executor executor = turn.services().executor();
    int last = calls.size() - 1;
    List<CompletableFuture<@Nullable Void>> ends = new ArrayList<>(calls.size());
    for (Due call : calls.subList(0, last)) {
      CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
      ends.add(end);
      beside(executor, end, () -> executeOne(turn, call, rest -> resume(executor, end, rest)));
    }
    // The last one on the thread that would otherwise only wait for it.
    CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    ends.add(end);
    endWith(
        end,
        () ->
            executeOne(
                turn,
                calls.get(last),
                rest ->
                    elsewhere.accept(() -> {
                      endWith(end, rest);
                      await(ends);
                    })));
    await(ends);
  }

  private static void beside(
      Executor executor, CompletableFuture<@Nullable Void> end, LoopPart call) {
    executor.execute(() -> {
      try {
        endWith(end, call);
      } catch (LeftBehindException e) {
        // The thread that abandoned this one ends the call.
      }
    });
  }

  private static void resume(
      Executor executor, CompletableFuture<@Nullable Void> end, LoopPart rest) {
    try {
      beside(executor, end, rest);
    } catch (RejectedExecutionException e) {
      end.completeExceptionally(e);
    }
  }

  private static void endWith(CompletableFuture<@Nullable Void> end, LoopPart call)
      throws LeftBehindException {
    try {
      call.run();
      end.complete(null);
    } catch (RuntimeException | Error e) {
      end.completeExceptionally(e);
    }
  }

  private static void await(List<CompletableFuture<@Nullable Void>> ends) {
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      // Tools never throw here; what does is the log, and then the run is over.
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static List<Due> due(Turn turn, List<CheckedCall> selected) {
    if (selected.isEmpty()) {
      return List.of();
    }
    List<Due> calls = new ArrayList<>(selected.size());
    for (CheckedCall call : selected) {
      if (call.verdict().question() == null && !call.verdict().isLeftToClient()) {
        calls.add(due(turn, call));
      }
    }
    return calls;
  }

  private static Due due(Turn turn, CheckedCall call) {
    if (!call.verdict().runs()) {
      return new Due(call, null, false);
    }
    ToolPermit permit = turn.services().toolExecutor().admit(Objects.requireNonNull(call.tool()));
    return new Due(call, permit, permit.isGranted());
  }

  /**
   * Stores the calls, and the starts of all that can run now, in one transaction; a call that has
   * to wait may never run at all.
   */
  private static void journal(Turn turn, List<EventPayload> selected, List<Due> calls) {
    List<EventPayload> events = new ArrayList<>(selected.size() + calls.size());
    events.addAll(selected);
    for (Due due : calls) {
      if (due.granted()) {
        events.add(started(due.call()));
      }
    }
    if (events.isEmpty()) {
      return;
    }
    try {
      turn.events().commit(events);
    } catch (RuntimeException e) {
      for (Due due : calls) {
        if (due.permit() != null) {
          due.permit().close();
        }
      }
      throw e;
    }
  }

  private static ToolStarted started(CheckedCall call) {
    return new ToolStarted(call.asked().callId(), call.asked().toolName(), call.id());
  }

  private void executeOne(Turn turn, Due due, Consumer<LoopPart> elsewhere)
      throws LeftBehindException {
    CheckedCall call = due.call();
    ToolResult refusal = call.refusal();
    if (refusal == null) {
      run(turn, due, elsewhere);
    } else {
      boolean unknown = call.verdict().outcomeUnknown();
      finish(turn, call, new Execution(refusal, unknown, Duration.ZERO));
    }
  }

  private static void run(Turn turn, Due due, Consumer<LoopPart> elsewhere)
      throws LeftBehindException {
    CheckedCall call = due.call();
    RunTelemetry telemetry = turn.services().telemetry();
    Span span = telemetry.startTool(turn.span(), call.asked().toolName(), call.id());
    Execution execution;
    try {
      execution =
          turn.services()
              .toolExecutor()
              .executeHere(
                  Objects.requireNonNull(call.tool()),
                  call.input(),
                  Objects.requireNonNull(due.permit()),
                  turn.cancelSignal(),
                  deadline -> {
                    if (!due.granted()) {
                      turn.events().commit(started(call));
                    }
                    return context(turn, call, span, deadline);
                  },
                  overdue -> elsewhere.accept(() -> finish(turn, call, span, overdue)));
    } catch (RuntimeException e) {
      span.end();
      throw e;
    }
    finish(turn, call, span, execution);
  }

  private static void finish(Turn turn, CheckedCall call, Span span, Execution execution) {
    FailureKind failure = execution.result().failure();
    if (failure != null) {
      RunTelemetry.failed(span, failure.code());
    }
    span.end();
    SignIn signIn = execution.result().signIn();
    if (signIn == null) {
      finish(turn, call, execution);
    } else {
      // It has no result yet: it is made again once its user has signed in.
      turn.questions().needsSignIn(call.asked().callId(), signIn);
    }
  }

  private static void finish(Turn turn, CheckedCall call, Execution execution) {
    ToolResult refusal = call.refusal();
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
                    execution.result(),
                    execution.took()));
    turn.events()
        .commit(
            List.of(
                finished(turn, call, execution, scores),
                Thoughts.evaluated(turn, call, execution, scores)));
  }

  private static ToolContext context(Turn turn, CheckedCall call, Span span, Instant deadline) {
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
      Turn turn, CheckedCall call, Execution execution, JsonNode scores) {
    ToolResult result = execution.result();
    return new ToolFinished(
        turn.identity().messageId(),
        call.resultPart(),
        call.asked().callId(),
        CleanText.clean(call.asked().toolName()),
        status(execution),
        result.output(),
        result.message() == null
            ? null
            : CleanText.shortened(CleanText.clean(result.message()), LONGEST_MESSAGE),
        execution.took().toMillis(),
        scores);
  }

  private static ToolStatus status(Execution execution) {
    if (execution.outcomeUnknown()) {
      return ToolStatus.UNKNOWN;
    }
    if (execution.result().isOk()) {
      return ToolStatus.SUCCESS;
    }
    return execution.result().failure() == FailureKind.TOOL_DENIED
        ? ToolStatus.DENIED
        : ToolStatus.ERROR;
  }
}

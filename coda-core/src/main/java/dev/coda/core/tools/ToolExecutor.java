package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.time.TimerClock;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one tool call within its limits. Whatever the tool does, the caller gets a result in time:
 * an overdue tool is interrupted and left behind. Thread-safe.
 */
public final class ToolExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(ToolExecutor.class);

  private final Executor executor;
  private final TimerClock clock;
  private final ArtifactKeeper keeper;

  private ToolExecutor(Executor executor, TimerClock clock, ArtifactKeeper keeper) {
    this.executor = executor;
    this.clock = clock;
    this.keeper = keeper;
  }

  /** Runs tools on this executor, which must not refuse tasks and is never closed here. */
  public static ToolExecutor on(Executor executor, Clock clock, ArtifactKeeper keeper) {
    return new ToolExecutor(executor, TimerClock.of(clock), keeper);
  }

  /** Asks for a place among the calls of a tool that run at once. */
  public Admission admit(RegisteredTool tool) {
    return tool.places().ask();
  }

  /**
   * Runs the tool on valid input as soon as it has a place, and waits for its result, its time
   * limit or the cancel signal.
   *
   * @param context its deadline is replaced: the tool's time counts from when it is run
   */
  public ToolResult execute(RegisteredTool tool, JsonNode input, ToolContext context) {
    return execute(tool, input, admit(tool), context.cancelSignal(), context::withDeadline)
        .result();
  }

  /**
   * Waits for the place, then runs the tool on valid input and waits for its result, its time limit
   * or the cancel signal. The place is taken until the tool is really done.
   *
   * @param signal the one of the context
   * @param contextAt makes the context, given the deadline, right before the tool is run; if it
   *     throws, the tool is not run
   */
  public Execution execute(
      RegisteredTool tool,
      JsonNode input,
      Admission admission,
      CancelSignal signal,
      Function<Instant, ToolContext> contextAt) {
    try {
      if (!admission.await(signal)) {
        return Execution.notRun(notRun());
      }
      Instant deadline = clock.instant().plus(tool.spec().timeout());
      return run(tool, input, contextAt.apply(deadline), admission);
    } finally {
      if (admission.begin()) {
        admission.close();
      }
    }
  }

  private Execution run(
      RegisteredTool tool, JsonNode input, ToolContext context, Admission admission) {
    long start = clock.nanoTime();
    ToolResult result = await(tool, input, context, admission, start);
    Duration took = Duration.ofNanos(clock.nanoTime() - start);
    if (admission.begin()) {
      admission.close();
      return Execution.notRun(context.cancelSignal().isCancelled() ? notRun() : notStarted());
    }
    return Execution.ran(result, tool.spec().idempotent(), took);
  }

  private ToolResult await(
      RegisteredTool tool, JsonNode input, ToolContext context, Admission admission, long start) {
    ToolTask task = new ToolTask(() -> call(tool, input, context, admission));
    try (CancelSignal.Registration registration =
        context.cancelSignal().onCancel(() -> task.cancel(true))) {
      executor.execute(task);
      long deadline = start + tool.spec().timeout().toNanos();
      return checked(tool, clock.getUntil(task, deadline), context);
    } catch (TimeoutException e) {
      task.cancel(true);
      return ToolResult.error(
          FailureKind.TOOL_TIMEOUT,
          "The tool did not answer within %d ms.".formatted(tool.spec().timeout().toMillis()));
    } catch (CancellationException e) {
      return ToolResult.error(FailureKind.CANCELLED, "The run was cancelled during this call.");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return ToolResult.error(FailureKind.CANCELLED, "The call was interrupted.");
    } catch (ExecutionException e) {
      return failed(tool, Objects.requireNonNullElse(e.getCause(), e));
    } catch (RuntimeException e) {
      return failed(tool, e);
    }
  }

  private static ToolResult call(
      RegisteredTool tool, JsonNode input, ToolContext context, Admission admission)
      throws Exception {
    if (!admission.begin()) {
      throw new CancellationException("given up before it began");
    }
    try (admission) {
      return Objects.requireNonNull(tool.tool().execute(input, context), "a tool returned null");
    }
  }

  private static ToolResult notRun() {
    return ToolResult.error(
        FailureKind.CANCELLED, "The run was cancelled before the tool could run.");
  }

  private static ToolResult notStarted() {
    return ToolResult.error(FailureKind.TOOL_UNAVAILABLE, "The tool could not be started.");
  }

  private ToolResult checked(RegisteredTool tool, ToolResult result, ToolContext context) {
    if (result.output() == null) {
      LOG.info("Tool {} failed: {} {}", tool.spec().name(), result.message(), result.detail());
      return result;
    }
    String problem = CleanJson.problem(result.output());
    if (problem != null) {
      LOG.warn("Tool {} answered with JSON that cannot be stored: {}", tool.spec().name(), problem);
      return ToolResult.error(
          FailureKind.TOOL_OUTPUT_INVALID, "The tool's answer cannot be stored. " + problem);
    }
    JsonNode output = CleanJson.clean(result.output());
    ArtifactKeeper.Kept kept = keeper.keep(output, result, context);
    // A summary is not what the schema describes.
    return kept.summary() || MediaParts.areParts(output)
        ? kept.result()
        : brokenPromise(tool, output).orElse(kept.result());
  }

  private static Optional<ToolResult> brokenPromise(RegisteredTool tool, JsonNode output) {
    List<InputProblem> problems = tool.outputProblems(output);
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    String what = problems.stream().map(InputProblem::toString).collect(Collectors.joining("; "));
    LOG.warn("Tool {} broke its own output schema: {}", tool.spec().name(), what);
    return Optional.of(
        ToolResult.error(
            FailureKind.TOOL_OUTPUT_INVALID,
            "The tool's answer does not match what it promises (" + what + ")."));
  }

  private static ToolResult failed(RegisteredTool tool, Throwable cause) {
    if (cause instanceof CodaException known) {
      LOG.info("Tool {} failed: {}", tool.spec().name(), known.getMessage());
      return ToolResult.error(known.kind(), known.getMessage());
    }
    LOG.warn("Tool {} threw", tool.spec().name(), cause);
    return ToolResult.error(
        FailureKind.TOOL_FAILED, "The tool failed with an unexpected error.", cause.toString());
  }
}

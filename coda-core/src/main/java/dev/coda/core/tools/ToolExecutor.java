package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.OutOfMemory;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one tool call within its limits. There is always a result in time: an overdue tool is
 * interrupted and abandoned. Thread-safe.
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

  /**
   * Creates an executor of tools that uses these threads.
   *
   * @param executor the threads; it must not refuse tasks, and is not closed here
   * @param clock the time
   * @param keeper the keeper of large results
   * @return the executor
   */
  public static ToolExecutor on(Executor executor, Clock clock, ArtifactKeeper keeper) {
    return new ToolExecutor(executor, TimerClock.of(clock), keeper);
  }

  /**
   * Requests a permit for a call of a tool, of which a limited number run at a time.
   *
   * @param tool the tool
   * @return the permit
   */
  public ToolPermit admit(RegisteredTool tool) {
    return tool.semaphore().request();
  }

  /**
   * Waits for a permit, runs the tool with valid input on a thread of the executor, and waits for
   * its result, its time limit or the cancel signal.
   *
   * @param tool the tool
   * @param input the arguments, valid against the schema
   * @param context the context of the call; its deadline is replaced, since the tool's time counts
   *     from the moment at which it runs
   * @return the result
   */
  public ToolResult execute(RegisteredTool tool, JsonNode input, ToolContext context) {
    ToolPermit permit = admit(tool);
    try {
      if (!permit.await(context.cancelSignal())) {
        return notRun();
      }
      return await(tool, input, context.withDeadline(deadline(tool)), permit);
    } finally {
      if (permit.begin()) {
        permit.close();
      }
    }
  }

  /**
   * Waits for the permit, then runs the tool with valid input on this thread. If the tool has not
   * returned at its time limit or the cancel signal, it is interrupted, and this thread is
   * abandoned with it. The permit is held until the tool has returned.
   *
   * @param tool the tool
   * @param input the arguments, valid against the schema
   * @param permit the permit of the call
   * @param signal the cancel signal of the context
   * @param contextAt creates the context for a deadline, right before the tool runs; if it throws,
   *     the tool does not run
   * @param overdue receives how the call ended and continues instead of this thread; it is called
   *     on the thread of a timer or of the cancel, and must not block it
   * @return the outcome of the call
   * @throws LeftBehindException if another thread continued meanwhile
   */
  public Execution executeHere(
      RegisteredTool tool,
      JsonNode input,
      ToolPermit permit,
      CancelSignal signal,
      Function<Instant, ToolContext> contextAt,
      Consumer<Execution> overdue)
      throws LeftBehindException {
    try {
      if (!permit.await(signal)) {
        return Execution.notRun(notRun());
      }
      return here(tool, input, permit, contextAt.apply(deadline(tool)), overdue);
    } finally {
      if (permit.begin()) {
        permit.close();
      }
    }
  }

  private Instant deadline(RegisteredTool tool) {
    return clock.instant().plus(tool.spec().timeout());
  }

  private Execution here(
      RegisteredTool tool,
      JsonNode input,
      ToolPermit permit,
      ToolContext context,
      Consumer<Execution> overdue)
      throws LeftBehindException {
    OwnThread own = new OwnThread();
    long start = clock.nanoTime();
    ToolResult result;
    try (CancelSignal.Registration cancel =
            context.cancelSignal().onCancel(() -> leave(own, tool, start, cancelled(), overdue));
        TimerClock.Timer limit =
            clock.schedule(
                () -> leave(own, tool, start, timedOut(tool), overdue),
                tool.spec().timeout().toNanos())) {
      if (!own.enter()) {
        return Execution.notRun(notRun());
      }
      result = called(tool, input, context, permit);
      if (!own.comeBack()) {
        throw new LeftBehindException();
      }
    }
    return ran(tool, checked(tool, result, context), start);
  }

  private void leave(
      OwnThread own,
      RegisteredTool tool,
      long start,
      ToolResult result,
      Consumer<Execution> overdue) {
    if (own.leave()) {
      overdue.accept(ran(tool, result, start));
    }
  }

  private Execution ran(RegisteredTool tool, ToolResult result, long start) {
    Duration took = Duration.ofNanos(clock.nanoTime() - start);
    return Execution.ran(result, tool.spec().idempotent(), took);
  }

  /** Whatever the tool throws is its result, since the thread has more to do. */
  private ToolResult called(
      RegisteredTool tool, JsonNode input, ToolContext context, ToolPermit permit) {
    try {
      return call(tool, input, context, permit);
    } catch (InterruptedException e) {
      return interrupted();
    } catch (Throwable e) {
      handOn(e);
      return failed(tool, e);
    }
  }

  /** A process without memory is in trouble: who handles uncaught failures decides about it. */
  private void handOn(Throwable failure) {
    try {
      OutOfMemory.rethrow(failure);
    } catch (OutOfMemoryError e) {
      executor.execute(() -> OutOfMemory.rethrow(e));
    }
  }

  private ToolResult await(
      RegisteredTool tool, JsonNode input, ToolContext context, ToolPermit permit) {
    long start = clock.nanoTime();
    ToolResult result = result(tool, input, context, permit, start);
    if (permit.begin()) {
      permit.close();
      return context.cancelSignal().isCancelled() ? notRun() : notStarted();
    }
    return ran(tool, result, start).result();
  }

  private ToolResult result(
      RegisteredTool tool, JsonNode input, ToolContext context, ToolPermit permit, long start) {
    ToolTask task = new ToolTask(() -> call(tool, input, context, permit));
    try (CancelSignal.Registration registration =
        context.cancelSignal().onCancel(() -> task.cancel(true))) {
      executor.execute(task);
      long deadline = start + tool.spec().timeout().toNanos();
      return checked(tool, clock.getUntil(task, deadline), context);
    } catch (TimeoutException e) {
      task.cancel(true);
      return timedOut(tool);
    } catch (CancellationException e) {
      return cancelled();
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return interrupted();
    } catch (ExecutionException e) {
      return failed(tool, Objects.requireNonNullElse(e.getCause(), e));
    } catch (RuntimeException e) {
      return failed(tool, e);
    }
  }

  private static ToolResult call(
      RegisteredTool tool, JsonNode input, ToolContext context, ToolPermit permit)
      throws Exception {
    if (!permit.begin()) {
      throw new CancellationException("given up before it began");
    }
    ToolResult result;
    try (permit) {
      result = Objects.requireNonNull(tool.tool().execute(input, context), "a tool returned null");
    }
    if (result.output() == null) {
      LOG.info("Tool {} failed: {} {}", tool.spec().name(), result.message(), result.detail());
    }
    return result;
  }

  private static ToolResult timedOut(RegisteredTool tool) {
    return ToolResult.error(
        FailureKind.TOOL_TIMEOUT,
        "The tool did not answer within %d ms.".formatted(tool.spec().timeout().toMillis()));
  }

  private static ToolResult cancelled() {
    return ToolResult.error(FailureKind.CANCELLED, "The run was cancelled during this call.");
  }

  private static ToolResult interrupted() {
    return ToolResult.error(FailureKind.CANCELLED, "The call was interrupted.");
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
    // The schema does not describe a summary.
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

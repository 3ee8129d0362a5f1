package dev.coda.core.internal.run;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Watches one run wherever it is active. */
final class RunHandle implements Run {
  private final RunSupervisor supervisor;
  private final UserId userId;
  private final RunId id;
  private final SessionId sessionId;
  private final @Nullable RunLog log;
  private volatile boolean detached;

  /**
   * @param log kept so that the caller who started the run sees every event live, however short the
   *     run is; null for a run that was looked up
   */
  RunHandle(
      RunSupervisor supervisor,
      UserId userId,
      RunId id,
      SessionId sessionId,
      @Nullable RunLog log) {
    this.supervisor = supervisor;
    this.userId = userId;
    this.id = id;
    this.sessionId = sessionId;
    this.log = log;
  }

  @Override
  public RunId id() {
    return id;
  }

  @Override
  public SessionId sessionId() {
    return sessionId;
  }

  @Override
  public Iterator<RunEvent> iterator() {
    return new EventsUntilPause(events(0), pause -> supervisor.waits(userId, pause));
  }

  @Override
  public Iterator<RunEvent> events(long afterSeq) {
    return cursor(afterSeq, () -> detached);
  }

  @Override
  public Flow.Publisher<RunEvent> publisher(long afterSeq) {
    return new EventPublisher(
        unwanted -> cursor(afterSeq, () -> detached || unwanted.getAsBoolean()),
        () -> detached,
        supervisor.executor(),
        supervisor.clock());
  }

  @Override
  public long bytesBehind(long afterSeq) {
    return supervisor.bytesBehind(id, afterSeq);
  }

  @Override
  public RunOutcome outcome() throws InterruptedException {
    RunLog here = supervisor.log(id).orElse(log);
    RunFinished end = here == null ? null : here.tail().awaitEnd();
    return end == null || here == null ? storedOutcome() : here.read(run -> outcome(run, end));
  }

  /**
   * Reads the outcome from the events of a run that is paused, active elsewhere, or ended before.
   */
  private RunOutcome storedOutcome() throws InterruptedException {
    RunProjection projection = new RunProjection();
    RunFinished end = null;
    Iterator<RunEvent> events = cursor(0, () -> false);
    while (events.hasNext()) {
      RunEvent event = events.next();
      projection.apply(event);
      if (event.payload() instanceof RunPaused paused && supervisor.waits(userId, event)) {
        return new RunOutcome.AwaitingApproval(paused.interrupts());
      }
      if (event.payload() instanceof RunFinished finished) {
        end = finished;
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting for run " + id);
    }
    return outcome(projection, end);
  }

  @Override
  public boolean cancel() {
    return supervisor.cancel(userId, id);
  }

  @Override
  public void decide(ApprovalDecision decision) {
    supervisor.decide(userId, id, decision);
  }

  @Override
  public void close() {
    detached = true;
  }

  private EventCursor cursor(long afterSeq, BooleanSupplier unwanted) {
    return supervisor.cursor(this, log == null ? null : log.tail(), afterSeq, unwanted);
  }

  private static RunOutcome outcome(RunProjection run, @Nullable RunFinished end) {
    @Nullable Message answer = run.answer().orElse(null);
    if (end != null && run.status() == RunStatus.COMPLETED && answer != null) {
      return new RunOutcome.Completed(answer, end.reason(), end.usage(), end.costUsd());
    }
    if (run.status() == RunStatus.CANCELLED) {
      return new RunOutcome.Cancelled(answer);
    }
    ErrorInfo error =
        run.error()
            .orElseGet(() ->
                new ErrorInfo(FailureKind.INTERNAL.code(), "The run was lost before it ended."));
    return new RunOutcome.Failed(error, answer);
  }
}

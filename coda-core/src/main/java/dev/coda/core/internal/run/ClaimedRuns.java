package dev.coda.core.internal.run;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.core.internal.loop.CutText;
import dev.coda.core.internal.loop.RunEnding;
import dev.coda.core.internal.loop.RunReplay;
import dev.coda.core.store.Patience;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the logs of runs that are not at work here, and writes to those that were claimed. */
final class ClaimedRuns {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimedRuns.class);
  private static final int PAGE = 512;

  /** A log's JSON may be longer than its run counted, by what it escapes and by what was asked. */
  private static final int READ_AT_MOST = 4;

  private final RunStore store;
  private final Clock clock;
  private final Patience patience;
  private final long maxBytes;
  private final ActiveRuns active;
  private final BranchQueues queues;

  ClaimedRuns(AgentParts parts, ActiveRuns active, BranchQueues queues) {
    this.store = parts.stores().runs();
    this.clock = parts.services().clock();
    this.patience = parts.patience();
    this.maxBytes =
        READ_AT_MOST * Math.min(parts.options().maxRunBytes(), Long.MAX_VALUE / READ_AT_MOST);
    this.active = active;
    this.queues = queues;
  }

  /**
   * Reads a whole log.
   *
   * @throws StoreException {@code RUN_TOO_LARGE} if it is too long to be read
   */
  RunReplay read(RunId id) {
    long bytes = store.logBytes(id);
    if (bytes > maxBytes) {
      throw new StoreException(
          FailureKind.RUN_TOO_LARGE,
          "The log of run %s has %d bytes, too many to continue it. Ask again, for less at once."
              .formatted(id, bytes));
    }
    RunReplay replay = new RunReplay();
    List<RunEvent> page = store.events(id, 0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(replay::apply);
      page = store.events(id, replay.projection().lastSeq(), PAGE);
    }
    replay.projection().drain();
    return replay;
  }

  /**
   * Adds events behind the log and to its replay.
   *
   * @param skipped numbers to leave out, see {@link #unseen}
   */
  List<RunEvent> commit(RunRecord run, RunReplay replay, int skipped, List<EventPayload> payloads) {
    Instant now = now();
    long seq = replay.projection().lastSeq() + skipped;
    List<RunEvent> events = new ArrayList<>();
    for (EventPayload payload : payloads) {
      RunEvent event = new RunEvent(run.id(), run.sessionId(), ++seq, now, payload);
      replay.apply(event);
      events.add(event);
    }
    append(RunCommit.of(run.id(), lease(run).fence(), events, replay.projection()));
    return events;
  }

  void end(RunRecord run, RunReplay replay, RunEnding ending) {
    int skipped = unseen(replay);
    List<EventPayload> events = new ArrayList<>();
    if (skipped > 0) {
      events.addAll(CutText.saidAgain(replay));
    }
    events.addAll(ending.events(replay.projection()));
    commit(run, replay, skipped, events);
    active.announce(run.id());
    queues.runEnded(run.sessionId());
  }

  /**
   * Fails a run and keeps what its log has. If the log cannot be read, or the store refuses what it
   * leads to, the run is ended by its row alone.
   */
  void fail(RunRecord run, String reason, ErrorInfo error) {
    try {
      RunReplay replay = read(run.id());
      Long firstToken = replay.point().timeToFirstTokenMs();
      end(run, replay, new RunEnding(RunStatus.FAILED, reason, error, replay.atWork(), firstToken));
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      if (isPassing(e)) {
        throw e;
      }
      LOG.warn("Run {} is ended without its log: {}", run.id(), e.toString());
      endUnread(run, reason, error);
    }
  }

  /** Ends a run without reading its log; a run that somebody stopped is cancelled. */
  void endUnread(RunRecord claimed, String reason, ErrorInfo error) {
    RunRecord run = store.find(claimed.userId(), claimed.id()).orElse(claimed);
    boolean cancelled = run.cancelRequested();
    RunFinished finished =
        new RunFinished(
            cancelled ? RunStatus.CANCELLED : RunStatus.FAILED,
            cancelled ? "requested" : reason,
            run.usage(),
            run.costUsd(),
            cancelled ? null : error);
    long seq = run.lastSeq() + unseen(run.status()) + 1;
    RunEvent end = new RunEvent(run.id(), run.sessionId(), seq, now(), finished);
    append(RunCommit.closing(run, lease(claimed).fence(), end));
    active.announce(run.id());
    queues.runEnded(run.sessionId());
  }

  /** Tells whether another time or another process may do better. */
  static boolean isPassing(Throwable failure) {
    return failure instanceof StoreException store
        && (store.kind() == FailureKind.STORE_UNAVAILABLE || store.kind() == FailureKind.FENCED);
  }

  /** Gives a run back that waits for people, to be looked at when this time has come. */
  void park(RunRecord run, Instant until) {
    store.release(lease(run).until(until));
    active.announce(run.id());
  }

  /**
   * Counts the numbers that viewers may have seen on text that was never stored: what is added has
   * higher ones, or a viewer would take it for something it knows. A run that waits has stored all.
   */
  static int unseen(RunReplay replay) {
    return unseen(replay.projection().status());
  }

  private static int unseen(RunStatus status) {
    return status == RunStatus.PAUSED ? 0 : RunLog.MAX_PENDING;
  }

  private void append(RunCommit commit) {
    patience.insist(() -> {
      store.append(commit);
      return commit;
    });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  static Lease lease(RunRecord run) {
    return Objects.requireNonNull(run.lease(), "a claimed run has a lease");
  }
}

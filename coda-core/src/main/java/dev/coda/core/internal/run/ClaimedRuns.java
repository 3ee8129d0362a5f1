package dev.coda.core.internal.run;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.core.internal.loop.RunEnding;
import dev.coda.core.internal.loop.RunReplay;
import dev.coda.core.internal.loop.TruncatedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the logs of runs that are not active here, and ends or parks those that were claimed. */
final class ClaimedRuns {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimedRuns.class);
  private static final int PAGE = 512;

  /** A log's JSON may be longer than its run counted, by escapes and by the request. */
  private static final int READ_AT_MOST = 4;

  private final AgentParts parts;
  private final RunStore store;
  private final long maxBytes;
  private final ActiveRuns active;
  private final RunEnds ends;
  private final ChildRuns children;

  ClaimedRuns(AgentParts parts, ActiveRuns active, RunEnds ends) {
    this.parts = parts;
    this.store = parts.stores().runs();
    this.maxBytes =
        READ_AT_MOST * Math.min(parts.options().maxRunBytes(), Long.MAX_VALUE / READ_AT_MOST);
    this.active = active;
    this.ends = ends;
    this.children = new ChildRuns(parts, this::cancel);
  }

  /** Reads the whole log of a run that was claimed; see {@link #read(RunId)}. */
  HeldRun read(RunRecord run) {
    return HeldRun.claimed(run, read(run.id()));
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
    // The rows of its beginning are stored; those of its end are written when it ends.
    replay.projection().drain();
    return replay;
  }

  /** Adds events to a run's log. */
  void commit(HeldRun run, List<EventPayload> payloads) {
    parts.append(run.add(payloads, parts.now()));
  }

  void end(HeldRun run, RunEnding ending) {
    List<EventPayload> events = new ArrayList<>();
    if (run.wasCut()) {
      events.addAll(TruncatedText.replay(run.replay()));
    }
    events.addAll(ending.events(run.replay().projection()));
    commit(run, events);
    ended(run.row());
    children.stop(run.row().userId(), run.replay().projection().toolCalls());
  }

  /** Ends a run whose cancellation was requested. */
  void cancel(RunRecord row) {
    HeldRun run = read(row);
    RunReplay replay = run.replay();
    Long firstToken = replay.point().timeToFirstTokenMs();
    end(run, new RunEnding(RunStatus.CANCELLED, "requested", null, replay.atWork(), firstToken));
  }

  /**
   * Fails a run and keeps its log. If the log cannot be read, or the store refuses the rows that it
   * leads to, only the run's row is changed.
   */
  void fail(RunRecord row, String reason, ErrorInfo error) {
    try {
      HeldRun run = read(row);
      RunReplay replay = run.replay();
      Long firstToken = replay.point().timeToFirstTokenMs();
      end(run, new RunEnding(RunStatus.FAILED, reason, error, replay.atWork(), firstToken));
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      if (isPassing(e)) {
        throw e;
      }
      LOG.warn("Run {} is ended without its log: {}", row.id(), e.toString());
      endUnread(row, reason, error);
    }
  }

  /** Ends a run without reading its log; if its cancellation was requested, it is cancelled. */
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
    RunEvent end =
        EventSequence.behind(run, run.lastSeq(), run.status()).next(finished, parts.now());
    parts.append(RunCommit.closing(run, HeldRun.lease(claimed).fence(), end));
    ended(run);
  }

  /** Returns whether another time or another process may do better. */
  static boolean isPassing(Throwable failure) {
    return failure instanceof StoreException store
        && (store.kind() == FailureKind.STORE_UNAVAILABLE || store.kind() == FailureKind.FENCED);
  }

  /** Gives a run back that waits for people, to be looked at when this time has come. */
  void park(HeldRun run, Instant until) {
    store.release(run.lease().until(until));
    active.announce(run.row().id());
  }

  private void ended(RunRecord run) {
    active.announce(run.id());
    ends.ended(run.userId(), run.sessionId());
  }
}

package dev.coda.core.run;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunStore;
import dev.coda.core.loop.EventSink;
import dev.coda.core.store.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one run's log: numbers events, folds them, stores them, and shows them to viewers. What is
 * committed is stored before it is shown, and so is what leaves rows of its own; streamed text is
 * shown at once and stored in pieces.
 *
 * <p>After the terminal event nothing is written, nor when the run is another's. A commit that
 * cannot be stored is the last one too, since nothing may be written behind a hole: the run is left
 * until its lease is over, and whoever takes it over goes on from what the store has. One that the
 * store refuses for its data is certainly not stored, see {@link #refusal()}.
 *
 * <p>The log has a limit in bytes, beyond which it takes nothing but the end of the run.
 * Thread-safe.
 */
final class RunLog implements EventSink {
  /**
   * So many numbers at most are shown and not stored; see {@link ClaimedRuns#unseen}. Well below
   * the feed's window, so that what left the window is always in the store.
   */
  static final int MAX_PENDING = 512;

  /**
   * So many bytes at most are shown and not stored, since viewers' events must be in memory till
   * then.
   */
  private static final int MAX_PENDING_BYTES = 256 << 10;

  /** What a run at its limit still adds: what it used, and how it ends. */
  private static final Set<EventKind> ALWAYS_ADDED =
      EnumSet.of(
          EventKind.USAGE,
          EventKind.BUDGET,
          EventKind.CONTEXT,
          EventKind.ATTEMPT_RESET,
          EventKind.MESSAGE_END,
          EventKind.RUN_FINISHED);

  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final RunId runId;
  private final SessionId sessionId;
  private final long fence;
  private final RunStore store;
  private final Patience patience;
  private final RunFeed feed;
  private final StopSignal stop;
  private final Clock clock;
  private final Duration flushInterval;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final RunProjection projection;
  private final PendingEvents pending = new PendingEvents();
  private final Unshown unshown = new Unshown();
  private long lastSeq;
  private long storedSeq;
  private long pendingBytes;
  private long bytes;
  private Instant oldestPending = Instant.MAX;
  private volatile boolean left;
  private volatile boolean handedOver;
  private volatile @Nullable StoreException refusal;

  /**
   * @param stop is given when the run is left, so that whatever is at work for it stops
   */
  RunLog(RunStart start, AgentParts parts, RunFeed feed, StopSignal stop) {
    this.runId = start.runId();
    this.sessionId = start.sessionId();
    this.fence = start.fence();
    this.projection = start.projection();
    this.lastSeq = start.projection().lastSeq();
    this.storedSeq = lastSeq;
    this.store = parts.stores().runs();
    this.patience = parts.patience();
    this.feed = feed;
    this.stop = stop;
    this.clock = parts.services().clock();
    this.flushInterval = parts.options().flushInterval();
    this.maxBytes = parts.options().maxRunBytes();
    this.bytes = start.bytes();
  }

  @Override
  public void emit(EventPayload payload) {
    lock.lock();
    try {
      if (left || projection.status().isTerminal()) {
        return;
      }
      checkSize(payload);
      RunEvent event = number(payload);
      boolean full = lastSeq - storedSeq >= MAX_PENDING || pendingBytes >= MAX_PENDING_BYTES;
      if (full) {
        pending.keepNumber(event);
      }
      if (unshown.add(event) || full || overdue(event.ts())) {
        store();
      }
      feed.publish(unshown.release());
    } finally {
      lock.unlock();
      stopIfLeft();
    }
  }

  @Override
  public void commit(List<EventPayload> payloads) {
    lock.lock();
    try {
      if (left) {
        throw new StoreException(
            FailureKind.FENCED, "Run %s is no longer this process's to write.".formatted(runId));
      }
      if (projection.status().isTerminal()) {
        return;
      }
      checkSize(payloads.get(payloads.size() - 1));
      payloads.forEach(payload -> unshown.add(number(payload)));
      store();
      feed.publish(unshown.release());
    } finally {
      lock.unlock();
      stopIfLeft();
    }
  }

  @Override
  public <T> T read(Function<RunProjection, T> question) {
    lock.lock();
    try {
      return question.apply(projection);
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the run to another process: stores what was shown, and writes nothing from then on. */
  void handOver() {
    lock.lock();
    try {
      if (!left) {
        handedOver = true;
        store();
      }
    } finally {
      left = true;
      lock.unlock();
    }
  }

  /** Tells whether the run was left to another process on purpose. */
  boolean isHandedOver() {
    return handedOver;
  }

  /** Writes nothing from now on, and stops what is at work: another process has the run. */
  void abandon() {
    left = true;
    stopIfLeft();
  }

  /**
   * Returns why the store refused the last commit for its data; null if it did not. The run is then
   * still this process's, and what the store has of it is whole.
   */
  @Nullable StoreException refusal() {
    return refusal;
  }

  /** Tells whether nothing is written any more though the run may not have ended. */
  boolean isLeft() {
    return left;
  }

  /** Tells whether text has waited long enough, and nobody is writing who would take it along. */
  boolean isOverdue() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      return !left && overdue(now());
    } finally {
      lock.unlock();
    }
  }

  /** Stores text that has waited long enough, for when no further token comes. */
  void flushOverdue() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (!left && overdue(now())) {
        store();
        feed.publish(unshown.release());
      }
    } finally {
      lock.unlock();
      stopIfLeft();
    }
  }

  private RunEvent number(EventPayload payload) {
    RunEvent event = new RunEvent(runId, sessionId, ++lastSeq, now(), payload);
    projection.apply(event);
    long size = pending.add(event);
    bytes += size;
    // Pieces of arguments are not stored, but viewers' events are in memory all the same.
    pendingBytes += size == 0 ? EventSize.of(payload) : size;
    if (oldestPending.equals(Instant.MAX) && event.kind() != EventKind.TOOL_CALL_DELTA) {
      oldestPending = event.ts();
    }
    return event;
  }

  private void checkSize(EventPayload payload) {
    if (bytes >= maxBytes && !ALWAYS_ADDED.contains(payload.kind())) {
      throw new StoreException(
          FailureKind.RUN_TOO_LARGE,
          "The run was stopped: its log has reached %d bytes. Ask again, for less at once."
              .formatted(maxBytes));
    }
  }

  private boolean overdue(Instant now) {
    return !pending.isEmpty() && !now.isBefore(oldestPending.plus(flushInterval));
  }

  private void store() {
    List<RunEvent> events = pending.drain();
    if (!events.isEmpty()) {
      append(RunCommit.of(runId, fence, events, projection));
      storedSeq = events.get(events.size() - 1).seq();
      pendingBytes = 0;
      feed.stored(storedSeq);
    }
    unshown.stored();
    oldestPending = Instant.MAX;
  }

  /** Nobody knows whether a failed commit is stored, so its numbers can be given to no other. */
  private void append(RunCommit commit) {
    try {
      patience.insist(() -> {
        store.append(commit);
        return commit;
      });
    } catch (Throwable e) {
      left = true;
      if (e instanceof StoreException store && store.kind() == FailureKind.DATA_REFUSED) {
        refusal = store;
      }
      LOG.warn("Run {} is written here no more: {}", runId, e.toString());
      throw e;
    }
  }

  /** Without the lock, since what is stopped may write its last words. */
  private void stopIfLeft() {
    if (left && !handedOver) {
      stop.give(CancelReason.LEASE_LOST);
      feed.close();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

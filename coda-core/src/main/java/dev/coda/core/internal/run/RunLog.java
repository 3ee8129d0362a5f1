package dev.coda.core.internal.run;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.core.internal.loop.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one run's log: folds events, stores them, and shows them to viewers. Events that are
 * committed or change rows are stored before viewers see them; streamed text is published at once
 * and stored in pieces.
 *
 * <p>Nothing is written after the terminal event, nor when another process owns the run. Nothing is
 * written after a commit that could not be stored either, since the log must not have a gap: the
 * run is left until its lease has expired, and the process that takes it over continues from the
 * stored log. One that the store refuses for its data is certainly not stored, see {@link
 * #refusal()}.
 *
 * <p>The log has a limit in bytes, after which it accepts only the end of the run. Thread-safe.
 */
final class RunLog implements EventSink {
  /**
   * The maximum number of events that are published and not stored; see {@link
   * EventSequence#behind}. It is well below the size of the tail, so that events that have left the
   * tail are always in the store.
   */
  static final int MAX_PENDING = 512;

  /**
   * The most bytes that are shown and not stored, since viewers' events must be in memory till
   * then.
   */
  private static final int MAX_PENDING_BYTES = 256 << 10;

  /** The events that a run at its limit still adds: its usage and its end. */
  private static final Set<EventKind> ALWAYS_ADDED =
      EnumSet.of(
          EventKind.USAGE,
          EventKind.BUDGET,
          EventKind.CONTEXT,
          EventKind.ATTEMPT_RESET,
          EventKind.MESSAGE_END,
          EventKind.RUN_FINISHED);

  /**
   * Events that are shown only after they are stored. If this process died in between, the process
   * that takes the run over would write them again, and viewers would count them twice. Text need
   * not wait, since it is withdrawn.
   */
  private static final Set<EventKind> STORED_FIRST =
      EnumSet.of(EventKind.STEP, EventKind.USAGE, EventKind.COMPACTION);

  /** Events of a running model call, which viewers see at once. */
  private static final Set<EventKind> URGENT =
      EnumSet.of(
          EventKind.ATTEMPT_STARTED,
          EventKind.CONTENT_DELTA,
          EventKind.REASONING_DELTA,
          EventKind.TOOL_CALL_DELTA);

  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final RunRecord run;
  private final long fence;
  private final EventSequence sequence;
  private final AgentParts parts;
  private final EventTail tail;
  private final RunCanceller canceller;
  private final Duration flushInterval;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final RunProjection projection;
  private long pendingBytes;
  private long bytes;

  /** When what is shown and not stored is due to be stored; null if nothing is. */
  private @Nullable Instant flushAt;

  /** Whether viewers must not see the latest events before they are stored. */
  private boolean storedFirst;

  private volatile boolean left;
  private volatile boolean handedOver;
  private volatile @Nullable StoreException refusal;

  /**
   * Creates a log that continues the stored log of a run.
   *
   * @param run is the log's from now on
   * @param opening the latest stored events, for viewers to see; at least one
   * @param canceller is used when this process gives the run up, so that everything that works for
   *     it stops
   */
  RunLog(HeldRun run, List<RunEvent> opening, AgentParts parts, RunCanceller canceller) {
    this.run = run.row();
    this.fence = run.lease().fence();
    this.sequence = run.sequence();
    this.projection = run.replay().projection();
    this.parts = parts;
    this.tail = new EventTail(opening, parts.services().clock());
    this.canceller = canceller;
    this.flushInterval = parts.options().flushInterval();
    this.maxBytes = parts.options().maxRunBytes();
    this.bytes = run.replay().bytes();
  }

  /** Returns the latest events, for viewers. */
  EventTail tail() {
    return tail;
  }

  @Override
  public void emit(EventPayload payload) {
    lock.lock();
    try {
      if (left || projection.status().isTerminal()) {
        return;
      }
      checkSize(payload);
      Instant now = parts.now();
      add(payload, now);
      boolean full = tail.countUnstored() >= MAX_PENDING || pendingBytes >= MAX_PENDING_BYTES;
      boolean urgent = storedFirst && URGENT.contains(payload.kind());
      if (full || urgent || overdue(now)) {
        store(full);
      }
      show();
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
            FailureKind.FENCED,
            "Run %s cannot be written by this process any more.".formatted(run.id()));
      }
      if (projection.status().isTerminal()) {
        return;
      }
      checkSize(payloads.get(payloads.size() - 1));
      Instant now = parts.now();
      for (EventPayload payload : payloads) {
        add(payload, now);
      }
      store(false);
      show();
    } finally {
      lock.unlock();
      stopIfLeft();
    }
  }

  @Override
  public boolean isWatched() {
    return tail.isWatched();
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
        store(false);
      }
    } finally {
      left = true;
      lock.unlock();
    }
  }

  /** Returns whether the run was left to another process on purpose. */
  boolean isHandedOver() {
    return handedOver;
  }

  /** Writes nothing from now on, and stops what is active: another process has the run. */
  void abandon() {
    leaseLost();
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

  /** Returns whether nothing is written any more though the run may not have ended. */
  boolean isLeft() {
    return left;
  }

  /** Returns whether text has waited long enough, and no other write would store it. */
  boolean isOverdue() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      return !left && overdue(parts.now());
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
      if (!left && overdue(parts.now())) {
        store(false);
        show();
      }
    } finally {
      lock.unlock();
      stopIfLeft();
    }
  }

  private void add(EventPayload payload, Instant now) {
    RunEvent latest = tail.latest();
    RunEvent event = sequence.next(payload, now);
    projection.apply(event);
    boolean sameRow = LogRows.continues(latest.payload(), payload);
    // Pieces of arguments are not stored, but like all events for viewers they are in memory.
    long size = tail.add(event);
    pendingBytes += size;
    storedFirst |= STORED_FIRST.contains(payload.kind());
    if (payload.kind() == EventKind.TOOL_CALL_DELTA) {
      return;
    }
    bytes += sameRow ? size - EventSize.OVERHEAD : size;
    if (flushAt == null) {
      flushAt = now.plus(flushInterval);
    }
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
    return flushAt != null && !now.isBefore(flushAt);
  }

  /**
   * Stores what is not stored yet.
   *
   * @param keepLast whether the last number is stored even if its content is not
   */
  private void store(boolean keepLast) {
    List<RunEvent> rows = LogRows.of(tail.unstored(), keepLast);
    if (!rows.isEmpty()) {
      append(RunCommit.of(run.id(), fence, rows, projection));
      tail.stored(rows.get(rows.size() - 1).seq());
      pendingBytes = 0;
    }
    storedFirst = false;
    flushAt = null;
  }

  private void show() {
    if (!storedFirst) {
      tail.show();
    }
  }

  /** It is unknown whether a failed commit is stored, so its numbers cannot be used again. */
  private void append(RunCommit commit) {
    try {
      parts.append(commit);
    } catch (Throwable e) {
      if (e instanceof StoreException store && store.kind() == FailureKind.FENCED) {
        leaseLost();
      }
      left = true;
      if (e instanceof StoreException store && store.kind() == FailureKind.DATA_REFUSED) {
        refusal = store;
      }
      LOG.warn("Run {} is written here no more: {}", run.id(), e.toString());
      throw e;
    }
  }

  private void leaseLost() {
    if (!left) {
      parts.services().telemetry().leaseLost();
    }
  }

  /** Without the lock, since what is stopped may write its final events. */
  private void stopIfLeft() {
    if (left && !handedOver) {
      canceller.cancel(CancelReason.LEASE_LOST);
      tail.close();
    }
  }
}

package dev.coda.core.run;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventPayload;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Writes one run's log: numbers events, folds them, stores them, and shows them to viewers. What is
 * committed is stored before it is shown; streamed text is shown at once and stored in pieces.
 *
 * <p>After the terminal event nothing is written, nor when the run is another's. Thread-safe.
 */
final class RunLog implements EventSink {
  /** Well below the feed's window, so that what left the window is always in the store. */
  static final int MAX_PENDING = 512;

  private final RunId runId;
  private final SessionId sessionId;
  private final long fence;
  private final RunStore store;
  private final RunFeed feed;
  private final Clock clock;
  private final Duration flushInterval;
  private final ReentrantLock lock = new ReentrantLock();
  private final RunProjection projection;
  private final PendingEvents pending = new PendingEvents();
  private long lastSeq;
  private int unstored;
  private Instant oldestPending = Instant.MAX;
  private volatile boolean left;
  private boolean handedOver;

  RunLog(RunStart start, RunStore store, RunFeed feed, Clock clock, Duration flushInterval) {
    this.runId = start.runId();
    this.sessionId = start.sessionId();
    this.fence = start.fence();
    this.projection = start.projection();
    this.lastSeq = start.projection().lastSeq();
    this.store = store;
    this.feed = feed;
    this.clock = clock;
    this.flushInterval = flushInterval;
  }

  @Override
  public void emit(EventPayload payload) {
    lock.lock();
    try {
      if (left || projection.status().isTerminal()) {
        return;
      }
      RunEvent event = number(payload);
      if (unstored >= MAX_PENDING || overdue(event.ts())) {
        store();
      }
      feed.publish(List.of(event));
    } finally {
      lock.unlock();
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
      List<RunEvent> events = new ArrayList<>(payloads.size());
      payloads.forEach(payload -> events.add(number(payload)));
      store();
      feed.publish(events);
    } finally {
      lock.unlock();
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
        store();
      }
    } finally {
      handedOver = !left;
      left = true;
      lock.unlock();
    }
  }

  /** Tells whether the run was left to another process on purpose. */
  boolean isHandedOver() {
    lock.lock();
    try {
      return handedOver;
    } finally {
      lock.unlock();
    }
  }

  /** Writes nothing from now on: another process has the run. */
  void abandon() {
    left = true;
  }

  /** Stores text that has waited long enough, for when no further token comes. */
  void flushOverdue() {
    lock.lock();
    try {
      if (!left && overdue(now())) {
        store();
      }
    } finally {
      lock.unlock();
    }
  }

  private RunEvent number(EventPayload payload) {
    RunEvent event = new RunEvent(runId, sessionId, ++lastSeq, now(), payload);
    projection.apply(event);
    pending.add(event);
    unstored++;
    if (oldestPending.equals(Instant.MAX) && event.kind() != EventKind.TOOL_CALL_DELTA) {
      oldestPending = event.ts();
    }
    return event;
  }

  private boolean overdue(Instant now) {
    return !pending.isEmpty() && !now.isBefore(oldestPending.plus(flushInterval));
  }

  private void store() {
    List<RunEvent> events = pending.drain();
    if (!events.isEmpty()) {
      append(RunCommit.of(runId, fence, events, projection));
    }
    unstored = 0;
    oldestPending = Instant.MAX;
  }

  private void append(RunCommit commit) {
    try {
      Patience.insist(() -> {
        store.append(commit);
        return commit;
      });
    } catch (StoreException e) {
      left |= e.kind() == FailureKind.FENCED;
      throw e;
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

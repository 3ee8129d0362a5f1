package dev.coda.core.internal.run;

import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of a run that is active in another process, as that process sent them: always a
 * sequence without a gap, of bounded number and size. Earlier events are in the store, or will be.
 * Guarded by the lock of its {@link FollowedRun}.
 */
final class RemoteTail {
  /** More than can be unstored, so that what has left is always in the store. */
  private static final int MOST_EVENTS = 2 * RunLog.MAX_PENDING;

  private static final int MOST_BYTES = 1 << 20;

  private @Nullable RunEvent @Nullable [] ring;
  private long fence;
  private long first;
  private long last = -1;
  private long bytes;

  /**
   * Adds events, oldest first.
   *
   * @param leaseFence of the process that sent them; events with a lower fence are ignored
   * @return whether there is a gap before them
   */
  boolean add(long leaseFence, List<RunEvent> events) {
    if (leaseFence < fence) {
      return false;
    }
    fence = leaseFence;
    boolean gap = false;
    for (RunEvent event : events) {
      if (event.seq() > last) {
        gap |= add(event);
      }
    }
    return gap;
  }

  /** Returns whether events have ever come. */
  boolean isFed() {
    return ring != null;
  }

  /** Returns the number of the latest event; -1 if there is none. */
  long last() {
    return last;
  }

  /** Returns whether the event after a sequence number is here. */
  boolean has(long afterSeq) {
    return first <= afterSeq + 1 && afterSeq < last;
  }

  /** Returns events after a sequence number, as many as one viewer reads at once. */
  List<RunEvent> page(long afterSeq) {
    if (!has(afterSeq)) {
      return List.of();
    }
    List<RunEvent> page = new ArrayList<>();
    long size = 0;
    for (long seq = afterSeq + 1; seq <= last && size < EventTail.PAGE_BYTES; seq++) {
      RunEvent event = event(seq);
      page.add(event);
      size += EventSize.of(event.payload());
    }
    return List.copyOf(page);
  }

  private boolean add(RunEvent event) {
    @Nullable RunEvent[] events = ring == null ? new RunEvent[MOST_EVENTS] : ring;
    ring = events;
    boolean gap = event.seq() != last + 1;
    if (gap) {
      while (first <= last) {
        removeFirst();
      }
      first = event.seq();
    }
    last = event.seq();
    if (last - first == MOST_EVENTS) {
      removeFirst();
    }
    events[slot(last)] = event;
    bytes += EventSize.of(event.payload());
    while (bytes > MOST_BYTES && first < last) {
      removeFirst();
    }
    return gap;
  }

  private void removeFirst() {
    bytes -= EventSize.of(event(first).payload());
    Objects.requireNonNull(ring)[slot(first)] = null;
    first++;
  }

  private RunEvent event(long seq) {
    return Objects.requireNonNull(Objects.requireNonNull(ring)[slot(seq)]);
  }

  private static int slot(long seq) {
    return (int) (seq & (MOST_EVENTS - 1));
  }
}

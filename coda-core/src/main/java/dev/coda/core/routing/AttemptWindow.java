package dev.coda.core.routing;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The latest attempts at a target, in a ring that grows to as many as count, and the number of
 * those that failed. Confined to its breaker's lock.
 */
final class AttemptWindow {
  private static final int FIRST_CAPACITY = 16;

  private final int most;
  private final long oldest;

  /** When each attempt ended, in nanoseconds, and whether it failed. */
  private long[] times = {};

  private boolean[] failed = {};
  private int first;
  private int size;
  private int failures;

  /**
   * @param most the number of attempts that count
   * @param oldest the time for which an attempt counts
   */
  AttemptWindow(int most, Duration oldest) {
    this.most = most;
    this.oldest = TimeUnit.NANOSECONDS.convert(oldest);
  }

  void add(long now, boolean failure) {
    if (size == most) {
      removeFirst();
    }
    if (size == times.length) {
      grow();
    }
    int end = (first + size) % times.length;
    times[end] = now;
    failed[end] = failure;
    size++;
    failures += failure ? 1 : 0;
    forgetOld(now);
  }

  /** Forgets what no longer counts at this time. */
  void forgetOld(long now) {
    while (size > 0 && now - times[first] > oldest) {
      removeFirst();
    }
  }

  void clear() {
    first = 0;
    size = 0;
    failures = 0;
  }

  int size() {
    return size;
  }

  /** Returns the share of attempts that failed; 0 if there are none. */
  double failureRate() {
    return size == 0 ? 0 : (double) failures / size;
  }

  private void removeFirst() {
    failures -= failed[first] ? 1 : 0;
    first = (first + 1) % times.length;
    size--;
  }

  /** Makes room in a ring that is full, whose first attempt moves to the front. */
  private void grow() {
    int capacity = Math.min(most, Math.max(FIRST_CAPACITY, 2 * size));
    long[] moreTimes = Arrays.copyOfRange(times, first, first + capacity);
    boolean[] moreFailed = Arrays.copyOfRange(failed, first, first + capacity);
    int behind = size - first;
    System.arraycopy(times, 0, moreTimes, behind, first);
    System.arraycopy(failed, 0, moreFailed, behind, first);
    times = moreTimes;
    failed = moreFailed;
    first = 0;
  }
}

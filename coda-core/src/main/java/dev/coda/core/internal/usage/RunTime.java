package dev.coda.core.internal.usage;

import dev.coda.api.budget.BudgetUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The wall time of a run, counted against its limit. Thread-safe. */
final class RunTime {
  /** A run that has used this many tenths of its time gets one last call. */
  private static final int LANDING_TENTHS = 9;

  private static final long NANOS_PER_TENTH = 100_000_000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int MILLIS_PER_SECOND = 1_000;

  private final Clock clock;
  private final Instant end;
  private final Instant landing;

  private RunTime(Clock clock, Instant end, Instant landing) {
    this.clock = clock;
    this.end = end;
    this.landing = landing;
  }

  /** Starts the time of a run that has used some of its time before. */
  static RunTime start(Duration limit, BudgetUse used, Clock clock) {
    Instant start = clock.instant().minus(used.time());
    // Whole seconds and nanoseconds apart: a limit can be longer than nanoseconds can count.
    long seconds = limit.getSeconds();
    Instant landing =
        start
            .plusSeconds(seconds / 10 * LANDING_TENTHS)
            .plusNanos(seconds % 10 * NANOS_PER_TENTH * LANDING_TENTHS)
            .plusNanos((long) limit.getNano() * LANDING_TENTHS / 10);
    return new RunTime(clock, start.plus(limit), landing);
  }

  /** Returns whether so little is left that the next call must be the last. */
  boolean isNearlyUsed() {
    return !clock.instant().isBefore(landing);
  }

  /** Returns what is left; negative once the limit has passed. */
  Duration left() {
    return Duration.between(clock.instant(), end);
  }

  /** Returns what is left in whole milliseconds, rounded down; 0 once the limit has passed. */
  long leftMillis() {
    Instant now = clock.instant();
    long seconds = end.getEpochSecond() - now.getEpochSecond();
    int nanos = end.getNano() - now.getNano();
    return Math.max(0, seconds * MILLIS_PER_SECOND + Math.floorDiv(nanos, NANOS_PER_MILLI));
  }
}

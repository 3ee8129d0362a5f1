package dev.coda.core.routing;

import java.time.Clock;
import java.time.Instant;

/**
 * The time of a clock as a number, for code that only subtracts and compares it: each attempt does
 * so several times, and nobody keeps an object for it. Good until the year 2262.
 */
final class EpochNanos {
  private static final long PER_SECOND = 1_000_000_000;

  private EpochNanos() {}

  static long of(Clock clock) {
    Instant now = clock.instant();
    return now.getEpochSecond() * PER_SECOND + now.getNano();
  }
}

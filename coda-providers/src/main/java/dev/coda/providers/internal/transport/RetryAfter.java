package dev.coda.providers.internal.transport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Reads every form in which providers request a wait. */
final class RetryAfter {
  /** Longer than any real answer; keeps nonsense from overflowing. */
  private static final double MOST_SECONDS = 30 * 24 * 3600;

  private RetryAfter() {}

  /** Returns the wait; null if none is named, or in a form that is not understood. */
  static @Nullable Duration from(Headers headers, Clock clock) {
    Duration precise = seconds(headers.get("retry-after-ms"), 0.001);
    if (precise != null) {
      return precise;
    }
    Duration seconds = seconds(headers.get("retry-after"), 1);
    return seconds != null ? seconds : until(headers.getInstant("retry-after"), headers, clock);
  }

  private static @Nullable Duration seconds(@Nullable String value, double unit) {
    if (value == null) {
      return null;
    }
    try {
      double seconds = Double.parseDouble(value.strip()) * unit;
      return Double.isNaN(seconds)
          ? null
          : Duration.ofMillis(Math.round(Math.min(Math.max(seconds, 0), MOST_SECONDS) * 1000));
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /**
   * Counts from the provider's clock if the response has its time, since the local clock may
   * differ.
   */
  private static @Nullable Duration until(@Nullable Instant then, Headers headers, Clock clock) {
    if (then == null) {
      return null;
    }
    Instant theirs = headers.getInstant("date");
    Duration wait = Duration.between(theirs == null ? clock.instant() : theirs, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}

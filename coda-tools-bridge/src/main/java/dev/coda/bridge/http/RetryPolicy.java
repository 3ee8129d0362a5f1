package dev.coda.bridge.http;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The number of attempts of a repeatable call, and the waits between them. Immutable.
 *
 * @param maxAttempts 1 to 10, the first attempt included
 * @param backoff the wait after the first attempt; it doubles with each further attempt, up to 10
 *     seconds
 */
public record RetryPolicy(int maxAttempts, Duration backoff) {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Validates the components. */
  public RetryPolicy {
    if (maxAttempts < 1 || maxAttempts > 10) {
      throw new IllegalArgumentException("maxAttempts must be 1 to 10");
    }
    if (backoff.isNegative()) {
      throw new IllegalArgumentException("backoff must not be negative");
    }
  }

  /**
   * Makes one attempt.
   *
   * @return the policy
   */
  public static RetryPolicy never() {
    return new RetryPolicy(1, Duration.ZERO);
  }

  /**
   * Makes up to three attempts, with waits of 200 ms and 400 ms.
   *
   * @return the policy
   */
  public static RetryPolicy standard() {
    return new RetryPolicy(3, Duration.ofMillis(200));
  }

  /**
   * The wait after this attempt: the requested one, otherwise the backoff with a jitter of a half.
   */
  Duration delay(int attempt, @Nullable Duration retryAfter, RandomGenerator random) {
    if (retryAfter != null) {
      return retryAfter;
    }
    Duration doubled = backoff.multipliedBy(1L << Math.min(attempt - 1, 10));
    Duration bounded = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    long half = bounded.toMillis() / 2;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }
}

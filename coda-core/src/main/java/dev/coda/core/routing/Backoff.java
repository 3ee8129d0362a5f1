package dev.coda.core.routing;

import dev.coda.api.error.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Computes the wait before a retry: exponential with jitter, or as the provider requests. */
record Backoff(RetrySettings settings, DoubleSupplier chance) {
  private static final int MOST_DOUBLINGS = 30;

  /**
   * Returns the wait after this many failed attempts at a target; empty if the provider requests a
   * longer wait than is acceptable.
   */
  Optional<Duration> after(int attempts, Throwable failure) {
    Duration jittered = jittered(attempts);
    Duration asked =
        failure instanceof ProviderException provider
            ? provider.retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    if (asked.compareTo(settings.maxRetryAfter()) > 0) {
      return Optional.empty();
    }
    return Optional.of(asked.compareTo(jittered) > 0 ? asked : jittered);
  }

  /** Between half of the step and all of it: spread out, and yet not at once. */
  private Duration jittered(int attempts) {
    double first = (double) settings.firstDelay().toNanos();
    double longest = (double) settings.maxDelay().toNanos();
    double step = Math.min(Math.scalb(first, Math.min(attempts - 1, MOST_DOUBLINGS)), longest);
    return Duration.ofNanos(Math.round(step * (1 + chance.getAsDouble()) / 2));
  }
}

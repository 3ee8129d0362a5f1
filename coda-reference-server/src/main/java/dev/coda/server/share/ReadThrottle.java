package dev.coda.server.share;

import dev.coda.server.auth.KeyedBuckets;
import dev.coda.server.http.ProblemException;
import dev.coda.server.rate.RateSettings;
import dev.coda.server.redis.SharedBuckets;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Bounds how often a client reads shared sessions: as often as a user may ask. Thread-safe. */
@Singleton
final class ReadThrottle {
  private final KeyedBuckets clients;

  ReadThrottle(RateSettings limits, SharedBuckets shared) {
    this.clients =
        new KeyedBuckets(
            shared,
            "shared-client",
            (int) Math.min(Integer.MAX_VALUE, limits.requestsPerMinute()),
            Duration.ofMinutes(1),
            "Too many requests from your network; try later.");
  }

  /**
   * Charges a read.
   *
   * @throws ProblemException {@code rate_limited}, with the time to wait, after too many
   */
  void take(String client) {
    var _ = clients.take(client);
  }
}

package dev.coda.server.auth;

import dev.coda.server.http.ProblemException;
import io.github.bucket4j.Bucket;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Bounds registrations, for each client and in all. Refused attempts count as well, for each says
 * whether an address has a user. Thread-safe.
 */
@Singleton
final class RegistrationThrottle {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final String ALL = "all";

  private final KeyedBuckets clients;
  private final KeyedBuckets all;

  RegistrationThrottle(RegistrationLimits limits) {
    this.clients =
        new KeyedBuckets(
            limits.registrationsPerClient(),
            WINDOW,
            "Too many registrations from your network; try later.");
    this.all =
        new KeyedBuckets(limits.registrations(), WINDOW, "Too many registrations; try later.");
  }

  /**
   * Charges an attempt.
   *
   * @throws ProblemException {@code rate_limited}, with the time to wait, after too many
   */
  ThrottledAttempt begin(String client) {
    Bucket forClient = clients.take(client);
    try {
      return new ThrottledAttempt(List.of(forClient, all.take(ALL)));
    } catch (ProblemException refused) {
      forClient.addTokens(1);
      throw refused;
    }
  }
}

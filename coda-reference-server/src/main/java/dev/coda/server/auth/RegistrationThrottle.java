package dev.coda.server.auth;

import dev.coda.server.http.ProblemException;
import dev.coda.server.redis.SharedBuckets;
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

  RegistrationThrottle(RegistrationLimits limits, SharedBuckets shared) {
    this.clients =
        new KeyedBuckets(
            shared,
            "registration-client",
            limits.registrationsPerClient(),
            WINDOW,
            "Too many registrations from your network; try later.");
    this.all =
        new KeyedBuckets(
            shared,
            "registration",
            limits.registrations(),
            WINDOW,
            "Too many registrations; try later.");
  }

  /**
   * Charges an attempt.
   *
   * @throws ProblemException {@code rate_limited}, with the time to wait, after too many
   */
  ThrottledAttempt begin(String client) {
    Charge forClient = clients.take(client);
    try {
      return new ThrottledAttempt(List.of(forClient, all.take(ALL)));
    } catch (ProblemException refused) {
      forClient.refund();
      throw refused;
    }
  }
}

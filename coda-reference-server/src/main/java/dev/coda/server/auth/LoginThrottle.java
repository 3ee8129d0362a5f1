package dev.coda.server.auth;

import dev.coda.server.http.ProblemException;
import dev.coda.server.redis.SharedBuckets;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Bounds failed sign-ins for each e-mail address and for each client. An attempt is charged before
 * it is checked, so that many at once count too, and refunded when it succeeds. A device that has
 * signed in to the address before is charged on its own instead, so that strangers who guess
 * passwords do not lock the owner out. Thread-safe.
 */
@Singleton
final class LoginThrottle {
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final String REFUSAL = "Too many failed sign-ins; wait before the next one.";

  private final KeyedBuckets addresses;
  private final KeyedBuckets clients;
  private final KeyedBuckets devices;

  LoginThrottle(SharedBuckets shared) {
    this.addresses = new KeyedBuckets(shared, "login-address", 10, WINDOW, REFUSAL);
    this.clients = new KeyedBuckets(shared, "login-client", 50, WINDOW, REFUSAL);
    this.devices = new KeyedBuckets(shared, "login-device", 10, WINDOW, REFUSAL);
  }

  /**
   * Charges an attempt of an unknown device.
   *
   * @throws ProblemException {@code rate_limited} after too many failures
   */
  ThrottledAttempt begin(String address, String client) {
    // First the client, so that a client that is refused adds no addresses.
    Charge forClient = clients.take(client);
    try {
      return new ThrottledAttempt(List.of(forClient, addresses.take(address)));
    } catch (ProblemException refused) {
      forClient.refund();
      throw refused;
    }
  }

  /**
   * Charges an attempt of a device that has signed in to the address before.
   *
   * @throws ProblemException {@code rate_limited} after too many failures
   */
  ThrottledAttempt beginOnDevice(String device) {
    return new ThrottledAttempt(List.of(devices.take(device)));
  }
}

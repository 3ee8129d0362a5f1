package dev.coda.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Bounds failed sign-ins for each e-mail address and for each client. An attempt is charged before
 * it is checked, so that many at once count too, and given back when it succeeds. Thread-safe.
 */
@Singleton
final class LoginThrottle {
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int PER_ADDRESS = 10;
  private static final int PER_CLIENT = 50;
  private static final int REMEMBERED = 100_000;

  private final Cache<String, Bucket> addresses = remembered();
  private final Cache<String, Bucket> clients = remembered();

  /** Charges an attempt; throws {@code rate_limited} if there were too many failures. */
  Attempt begin(String address, String client) {
    Bucket forAddress = addresses.get(address, key -> bucket(PER_ADDRESS));
    Bucket forClient = clients.get(client, key -> bucket(PER_CLIENT));
    charge(forClient);
    try {
      charge(forAddress);
    } catch (ProblemException refused) {
      forClient.addTokens(1);
      throw refused;
    }
    return new Attempt(forAddress, forClient);
  }

  private static void charge(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw ProblemException.retryLater(
          ErrorCode.RATE_LIMITED,
          "Too many failed sign-ins; wait before the next one.",
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private static Bucket bucket(int failures) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(failures).refillGreedy(failures, WINDOW))
        .build();
  }

  private static Cache<String, Bucket> remembered() {
    return Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(WINDOW).build();
  }

  /** An attempt in progress; counted as failed unless it says otherwise. */
  record Attempt(Bucket address, Bucket client) {
    void succeeded() {
      address.addTokens(1);
      client.addTokens(1);
    }
  }
}

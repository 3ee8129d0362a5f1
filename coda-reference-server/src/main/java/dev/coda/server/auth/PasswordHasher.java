package dev.coda.server.auth;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords with Argon2id (19 MiB, two passes, as OWASP advises). Each hash takes a core for
 * some ten milliseconds, so no more run at once than there are cores. Thread-safe.
 */
@Singleton
final class PasswordHasher {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Argon2Function argon2 =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  String hash(String password) {
    return onCore(() -> Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2).getResult());
  }

  boolean matches(String password, String hash) {
    return onCore(
        () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /** Takes as long as a comparison would, for a user who does not exist. */
  void matchNothing(String password) {
    hash(password);
  }

  private <T> T onCore(Supplier<T> work) {
    try {
      if (!cores.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ProblemException.retryLater(
            ErrorCode.UNAVAILABLE, "Too many people sign in at once; try again.", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting to hash a password", e);
    }
    try {
      return work.get();
    } finally {
      cores.release();
    }
  }
}

package dev.coda.server.auth;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.coda.server.http.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Hashes passwords with Argon2id (19 MiB, two passes, as OWASP advises). Each hash keeps a core
 * busy for some ten milliseconds, so hashes run on threads of their own, one core fewer than there
 * are. Every method throws a {@link ProblemException} when too many hashes are waiting.
 * Thread-safe.
 */
@Singleton
class PasswordHasher implements AutoCloseable {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int WAITING = 256;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration FIRST_ESTIMATE = Duration.ofMillis(50);

  private final Argon2Function argon2;
  private final HashingQueue queue =
      new HashingQueue(
          Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
          WAITING,
          LONGEST_WAIT,
          FIRST_ESTIMATE);

  @Inject
  PasswordHasher() {
    this(MEMORY_KIB, PASSES);
  }

  PasswordHasher(int memoryKib, int passes) {
    this.argon2 = Argon2Function.getInstance(memoryKib, passes, LANES, HASH_BYTES, Argon2.ID);
  }

  String hash(String password) {
    return queue.call(
        () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2).getResult());
  }

  boolean matches(String password, String hash) {
    return queue.call(
        () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /** Takes as long as a comparison would, for a user who does not exist. */
  void matchNothing(String password) {
    hash(password);
  }

  @Override
  @PreDestroy
  public void close() {
    queue.close();
  }
}

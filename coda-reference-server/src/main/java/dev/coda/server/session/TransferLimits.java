package dev.coda.server.session;

import dev.coda.api.id.UserId;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits the number of active imports, exports and uploads, in total and for each user, since each
 * needs a file. It also limits how many sessions and files are read or written at once, since each
 * needs several copies of a message, a page of messages or a file in memory. Thread-safe.
 */
@Singleton
public class TransferLimits {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final long BYTES_EACH = 256L << 20;
  private static final int MOST_AT_ONCE = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final int mostPerUser;
  private final Semaphore free;
  private final Map<UserId, Integer> byUser = new ConcurrentHashMap<>();
  private final Semaphore atOnce =
      new Semaphore(
          Math.clamp(Runtime.getRuntime().maxMemory() / BYTES_EACH, 1, MOST_AT_ONCE), true);

  TransferLimits(TransferSettings settings) {
    this.mostPerUser = settings.maxTransfersPerUser();
    this.free = new Semaphore(settings.maxTransfers());
  }

  /**
   * Begins a transfer, which ends when the result is closed.
   *
   * @throws ProblemException 429 if the user has too many active transfers, 503 if all users
   *     together have
   */
  public Transfer begin(UserId user) {
    if (byUser.merge(user, 1, Integer::sum) > mostPerUser) {
      release(user);
      throw ProblemException.retryLater(
          ErrorCode.RATE_LIMITED,
          "You have %d imports, exports and uploads under way; wait for one to end."
              .formatted(mostPerUser),
          SOON);
    }
    if (!free.tryAcquire()) {
      release(user);
      throw ProblemException.retryLater(
          ErrorCode.UNAVAILABLE,
          "Too many imports, exports and uploads are under way; try again.",
          SOON);
    }
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        free.release();
        release(user);
      }
    };
  }

  /**
   * Imports, exports or copies a session, or keeps a file, once there is memory for it.
   *
   * @throws ProblemException 503 if it has to wait too long
   */
  public <T, E extends Exception> T inTurn(Work<T, E> work) throws E {
    awaitTurn();
    try {
      return work.run();
    } finally {
      atOnce.release();
    }
  }

  private void awaitTurn() {
    try {
      if (atOnce.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ProblemException.retryLater(
        ErrorCode.UNAVAILABLE,
        "Too many sessions and files are being read or written; try again.",
        Duration.ofSeconds(2));
  }

  private void release(UserId user) {
    byUser.computeIfPresent(user, (id, count) -> count == 1 ? null : count - 1);
  }

  /** An active import, export or upload. Closing it a second time has no effect. */
  public interface Transfer extends AutoCloseable {
    @Override
    void close();
  }

  /** The work that is executed when there is memory for it. Confined to one thread at a time. */
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }
}

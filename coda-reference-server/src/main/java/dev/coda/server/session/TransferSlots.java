package dev.coda.server.session;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many sessions are imported, exported and copied at once: each holds a message or a
 * page of them in memory several times over. Thread-safe.
 */
@Singleton
class TransferSlots {
  private static final long BYTES_EACH = 256L << 20;
  private static final int MOST = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Semaphore slots =
      new Semaphore(Math.clamp(Runtime.getRuntime().maxMemory() / BYTES_EACH, 1, MOST), true);

  /** Runs work in a slot, waiting for one if it must. */
  <T, E extends Exception> T in(Work<T, E> work) throws E {
    acquire();
    try {
      return work.run();
    } finally {
      slots.release();
    }
  }

  private void acquire() {
    try {
      if (slots.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ProblemException.retryLater(
        ErrorCode.UNAVAILABLE,
        "Too many sessions are being imported, exported or copied; try again.",
        Duration.ofSeconds(2));
  }

  /** What is done in a slot. Confined to one thread at a time. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }
}

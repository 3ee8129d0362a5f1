package dev.coda.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Rethrows the one error that must never be caught and ignored: a process without memory does not
 * recover. The error ends the thread in which it was thrown, and the thread's handler of uncaught
 * exceptions decides what follows. Thread-safe.
 */
public final class OutOfMemory {
  private static final int LONGEST_CHAIN = 64;

  private OutOfMemory() {}

  /**
   * Throws the {@link OutOfMemoryError} if a failure is one or has one as a cause; otherwise
   * returns.
   *
   * @param failure the exception
   */
  public static void rethrow(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < LONGEST_CHAIN && cause != null; i++) {
      if (cause instanceof OutOfMemoryError error) {
        throw error;
      }
      cause = cause.getCause();
    }
  }
}

package dev.coda.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The one failure that nobody here may swallow: a process without memory lives on half dead. It
 * leaves the thread it came up on, whose handler of uncaught failures decides. Thread-safe.
 */
public final class OutOfMemory {
  private static final int LONGEST_CHAIN = 64;

  private OutOfMemory() {}

  /**
   * Throws the {@link OutOfMemoryError} that a failure is or comes from; returns if there is none.
   *
   * @param failure what was thrown
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

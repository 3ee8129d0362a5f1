package dev.coda.api.error;

import org.jspecify.annotations.Nullable;

/** Reports that a store could not do what it was asked. Immutable. */
public final class StoreException extends CodaException {
  /**
   * Creates the failure without a cause.
   *
   * @param kind what went wrong
   * @param message what failed and what to do, as a sentence without secrets
   */
  public StoreException(FailureKind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Creates the failure with what led to it.
   *
   * @param kind what went wrong
   * @param message what failed and what to do, as a sentence without secrets
   * @param cause what led to it; null if nothing did
   */
  public StoreException(FailureKind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }
}

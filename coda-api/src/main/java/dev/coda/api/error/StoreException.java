package dev.coda.api.error;

import org.jspecify.annotations.Nullable;

/** Thrown when a call of a store fails. Immutable. */
public final class StoreException extends CodaException {
  /**
   * Creates the failure without a cause.
   *
   * @param kind the kind of failure
   * @param message the failure and the remedy, as a sentence without secrets
   */
  public StoreException(FailureKind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Creates the failure with its cause.
   *
   * @param kind the kind of failure
   * @param message the failure and the remedy, as a sentence without secrets
   * @param cause the cause; null for none
   */
  public StoreException(FailureKind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }
}

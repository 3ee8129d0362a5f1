package dev.coda.api.error;

import org.jspecify.annotations.Nullable;

/** Reports that a store could not do what it was asked. Immutable. */
public final class StoreException extends CodaException {
  /** Creates the failure without a cause. */
  public StoreException(FailureKind kind, String message) {
    this(kind, message, null);
  }

  /** Creates the failure with what led to it. */
  public StoreException(FailureKind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }
}

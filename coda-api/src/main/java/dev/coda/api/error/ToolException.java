package dev.coda.api.error;

import org.jspecify.annotations.Nullable;

/** Reports that a tool could not be called. Immutable. */
public final class ToolException extends CodaException {
  /**
   * Creates the failure without a cause.
   *
   * @param kind the kind of failure
   * @param message the failure and the remedy, as a sentence without secrets
   */
  public ToolException(FailureKind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Creates the failure with its cause.
   *
   * @param kind the kind of failure
   * @param message the failure and the remedy, as a sentence without secrets
   * @param cause the cause; null for none
   */
  public ToolException(FailureKind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }
}

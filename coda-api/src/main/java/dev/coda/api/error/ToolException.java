package dev.coda.api.error;

import org.jspecify.annotations.Nullable;

/** Reports that a tool could not be called. Immutable. */
public final class ToolException extends CodaException {
  /** Creates the failure without a cause. */
  public ToolException(FailureKind kind, String message) {
    this(kind, message, null);
  }

  /** Creates the failure with what led to it. */
  public ToolException(FailureKind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }
}

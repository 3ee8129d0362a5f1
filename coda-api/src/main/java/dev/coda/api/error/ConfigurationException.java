package dev.coda.api.error;

import org.jspecify.annotations.Nullable;

/** Reports a missing or wrong setting; the message names it and says what to do. Immutable. */
public final class ConfigurationException extends CodaException {
  /**
   * Creates the failure without a cause.
   *
   * @param message what failed and what to do, as a sentence without secrets
   */
  public ConfigurationException(String message) {
    this(message, null);
  }

  /**
   * Creates the failure with what led to it.
   *
   * @param message what failed and what to do, as a sentence without secrets
   * @param cause what led to it; null if nothing did
   */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    super(FailureKind.CONFIGURATION, message, cause);
  }
}

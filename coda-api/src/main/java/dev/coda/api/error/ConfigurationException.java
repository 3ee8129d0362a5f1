package dev.coda.api.error;

import org.jspecify.annotations.Nullable;

/** Reports a missing or wrong setting; the message names it and the remedy. Immutable. */
public final class ConfigurationException extends CodaException {
  /**
   * Creates the failure without a cause.
   *
   * @param message the failure and the remedy, as a sentence without secrets
   */
  public ConfigurationException(String message) {
    this(message, null);
  }

  /**
   * Creates the failure with its cause.
   *
   * @param message the failure and the remedy, as a sentence without secrets
   * @param cause the cause; null for none
   */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    super(FailureKind.CONFIGURATION, message, cause);
  }
}

package dev.coda.server.config;

import org.jspecify.annotations.Nullable;

/**
 * Describes why the server cannot start, in one sentence for the person who started it. Immutable.
 */
public final class StartupException extends RuntimeException {
  /** Creates the failure; the message names the setting to change. */
  public StartupException(String message) {
    this(message, null);
  }

  /** Creates the failure with its cause. */
  public StartupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

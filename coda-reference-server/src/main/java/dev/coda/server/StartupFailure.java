package dev.coda.server;

import dev.coda.api.error.ConfigurationException;
import dev.coda.server.config.StartupException;
import org.jspecify.annotations.Nullable;

/** Turns what stopped a start into one sentence for the person who started it. */
final class StartupFailure {
  private StartupFailure() {}

  static String explain(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupException || cause instanceof ConfigurationException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return "Coda could not start: " + failure;
  }
}

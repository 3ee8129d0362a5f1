package dev.coda.server;

import dev.coda.api.error.ConfigurationException;
import dev.coda.server.config.StartupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what stopped a start into one sentence for the person who started it. */
final class StartupFailure {
  private static final Logger LOG = LoggerFactory.getLogger(StartupFailure.class);

  private StartupFailure() {}

  static String explain(Throwable failure) {
    Throwable root = failure;
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupException || cause instanceof ConfigurationException) {
        return String.valueOf(cause.getMessage());
      }
      root = cause;
    }
    LOG.debug("Start failed", failure);
    String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return "Coda could not start: %s (%s).".formatted(reason, root.getClass().getSimpleName());
  }
}

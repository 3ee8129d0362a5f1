package dev.coda.core.internal.run;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.RunId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops one run, for those who have no use for what goes wrong at whatever is stopped. Thread-safe.
 */
record StopSignal(RunId runId, CancelSignal signal) {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

  /** Gives the signal. Returns false if it had been given before. */
  boolean give(CancelReason why) {
    try {
      return signal.cancel(why);
    } catch (RuntimeException e) {
      LOG.error("A callback of run {} could not be stopped", runId, e);
      return true;
    }
  }

  boolean isGiven() {
    return signal.isCancelled();
  }
}

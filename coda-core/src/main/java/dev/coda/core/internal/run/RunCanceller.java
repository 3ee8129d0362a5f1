package dev.coda.core.internal.run;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.RunId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels one run. Failures of cancel callbacks are logged, not thrown. Thread-safe. */
record RunCanceller(RunId runId, CancelSignal signal) {
  private static final Logger LOG = LoggerFactory.getLogger(RunCanceller.class);

  /** Cancels the run. Returns false if it was cancelled before. */
  boolean cancel(CancelReason why) {
    try {
      return signal.cancel(why);
    } catch (RuntimeException e) {
      LOG.error("A callback of run {} could not be stopped", runId, e);
      return true;
    }
  }

  boolean isCancelled() {
    return signal.isCancelled();
  }
}

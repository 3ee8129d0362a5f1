package dev.coda.core.internal.run;

import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the runs of open calls of a run that ended while none of its tools was active here, since
 * they would continue without a purpose. Thread-safe.
 */
final class ChildRuns {
  private static final Logger LOG = LoggerFactory.getLogger(ChildRuns.class);

  private final AgentParts parts;
  private final RunStore store;
  private final Consumer<RunRecord> cancel;
  private final String owner = UUID.randomUUID().toString();

  /**
   * @param cancel ends a run that was claimed
   */
  ChildRuns(AgentParts parts, Consumer<RunRecord> cancel) {
    this.parts = parts;
    this.store = parts.stores().runs();
    this.cancel = cancel;
  }

  /** Stops the runs of those of these calls that were cut off. */
  void stop(UserId user, List<ToolCall> calls) {
    for (ToolCall call : calls) {
      if (call.status() == ToolStatus.UNKNOWN) {
        store.active(user, new SessionId(call.id().value())).forEach(this::stop);
      }
    }
  }

  /** One that is active learns of it from the store; one that waits is ended here. */
  private void stop(RunRecord child) {
    try {
      store.requestCancel(child.userId(), child.id());
      store
          .claimWaiting(
              child.userId(),
              child.id(),
              owner,
              parts.services().clock().instant().plus(parts.options().leaseTime()))
          .ifPresent(cancel);
    } catch (StoreException e) {
      LOG.warn("Run {} was not stopped with the run that called it", child.id(), e);
    }
  }
}

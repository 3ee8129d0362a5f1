package dev.coda.core.internal.run;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunAdmission;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.Credentials;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.internal.context.KeptBranches;
import dev.coda.core.internal.loop.Turn;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.signal.Signals;
import dev.coda.core.store.StoreRetry;
import dev.coda.core.tools.ToolRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * The parts of an agent. Thread-safe.
 *
 * @param branches the conversations that were used last
 * @param credentials finds a user's own keys by provider name, for requests without one
 * @param storeRetry repeats calls of a store that is unavailable
 * @param admission decides which new runs may start
 * @param signals send messages to the other processes that use these stores
 */
public record AgentParts(
    Stores stores,
    ModelRouter router,
    ToolRegistry tools,
    KeptBranches branches,
    AgentOptions options,
    Turn.Services services,
    Function<UserId, Map<String, Credentials>> credentials,
    StoreRetry storeRetry,
    RunAdmission admission,
    Signals signals) {

  /** Returns the time, in the milliseconds that stores keep. */
  Instant now() {
    return Instant.ofEpochMilli(services.clock().millis());
  }

  /**
   * Finds a session.
   *
   * @throws StoreException {@code NOT_FOUND} if this user has no such session
   */
  Session session(UserId user, SessionId id) {
    return stores
        .sessions()
        .find(user, id)
        .orElseThrow(() ->
            new StoreException(FailureKind.NOT_FOUND, "There is no session %s.".formatted(id)));
  }

  /** Stores a commit and returns it, after a while if the store is unavailable. */
  RunCommit append(RunCommit commit) {
    return storeRetry.call(() -> {
      stores.runs().append(commit);
      return commit;
    });
  }
}

package dev.coda.api.agent;

import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.tool.Tool;
import java.util.List;
import java.util.Optional;

/**
 * Answers with a model and tools. A run belongs to the agent, not to whoever watches it.
 * Thread-safe.
 */
public interface Agent extends AutoCloseable {
  /**
   * Starts a run and returns before its first token. The run and the user's message are stored by
   * then. A run that has to {@linkplain ConflictPolicy#QUEUE wait for its turn} is stored without
   * the message.
   *
   * @throws dev.coda.api.error.CodaException if it cannot start: no such session or model ({@code
   *     NOT_FOUND}, {@code MODEL_NOT_FOUND}), no key ({@code AUTHENTICATION}), a busy branch
   *     ({@code CONFLICT}), a store that is away or an agent that is closed ({@code
   *     STORE_UNAVAILABLE}), no thread for it ({@code OVERLOADED}; the stored run has failed then)
   */
  Run start(RunRequest request);

  /** Finds a run of this user, whether it is at work here, elsewhere, or has ended. */
  Optional<Run> find(UserId user, RunId id);

  /**
   * Returns the name by which an agent resumes its own runs and not those of others over the same
   * stores; {@code coda} by default.
   */
  default String name() {
    return AgentOptions.defaults().name();
  }

  /** Returns the tools of this moment. */
  List<Tool> tools();

  /** Returns the models that can be asked now. */
  List<ModelInfo> models();

  /**
   * Stops taking requests, ends what is at work here, and frees what the agent created. Runs at
   * work are cancelled, or handed over where {@link AgentOptions#handOverOnClose} says so; runs
   * that wait for people go on waiting in their store.
   */
  @Override
  void close();
}

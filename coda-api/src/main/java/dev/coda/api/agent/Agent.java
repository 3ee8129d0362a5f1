package dev.coda.api.agent;

import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.tool.Tool;
import java.util.List;
import java.util.Optional;

/**
 * A model with its tools, which answers users. A run belongs to the agent, not to those who watch
 * it.
 *
 * <p>The engine of {@code coda-core} builds one:
 *
 * <pre>{@code
 * RunRequest question =
 *     RunRequest.builder(session.id())
 *         .userId(ada)
 *         .text("use text_length {\"text\": \"Coda\"}")
 *         .build();
 * try (Agent agent =
 *         CodaAgent.builder()
 *             .models(DemoProvider.create())
 *             .tools(ToolSource.of(textLength()))
 *             .stores(stores)
 *             .build();
 *     Run run = agent.start(question)) {
 *   show(run);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Agent extends AutoCloseable {
  /**
   * Starts a run and returns before its first token. The run and the user's message are stored by
   * then. A run that has to {@linkplain ConflictPolicy#QUEUE wait for its turn} is stored without
   * the message.
   *
   * @param request what is asked
   * @return a handle on the run
   * @throws dev.coda.api.error.CodaException if it cannot start: no such session or model ({@code
   *     NOT_FOUND}, {@code MODEL_NOT_FOUND}), no key ({@code AUTHENTICATION}), a busy branch
   *     ({@code CONFLICT}), a store that is unavailable or an agent that is closed ({@code
   *     STORE_UNAVAILABLE}), no thread for it ({@code OVERLOADED}; the stored run has failed then)
   */
  Run start(RunRequest request);

  /**
   * Finds a run of this user, whether it is active here, elsewhere, or has ended.
   *
   * @param user whose run it is; nobody finds another user's
   * @param id as {@link Run#id()} returned it
   * @return the run; empty if this user has none of this id
   */
  Optional<Run> find(UserId user, RunId id);

  /**
   * {@return the name by which an agent resumes its own runs and not those of others over the same
   * stores; {@code coda} by default}
   */
  default String name() {
    return AgentOptions.defaults().name();
  }

  /** {@return the tools of this moment} */
  List<Tool> tools();

  /** {@return the models that can be asked now} */
  List<ModelInfo> models();

  /**
   * Stops taking requests, ends what is active here, and frees what the agent created. Active runs
   * are cancelled, or handed over where {@link AgentOptions#handOverOnClose} says so; runs that
   * wait for people continue to wait in their store.
   */
  @Override
  void close();
}

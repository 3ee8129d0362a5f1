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
   * @param request the request
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
   * @param user the owner of the run; runs of other users are not found
   * @param id as {@link Run#id()} returned it
   * @return the run; empty if this user has none of this id
   */
  Optional<Run> find(UserId user, RunId id);

  /**
   * {@return the name of the agent; {@code coda} by default} If several agents use the same stores,
   * each resumes only runs of agents with its own name.
   */
  default String name() {
    return AgentOptions.defaults().name();
  }

  /** {@return the tools that are available now} */
  List<Tool> tools();

  /** {@return the models that are available now} */
  List<ModelInfo> models();

  /**
   * Accepts no more requests, ends the active runs, and releases the resources that the agent
   * created. Active runs are cancelled, or handed over if {@link AgentOptions#handOverOnClose} is
   * true; runs that wait for people continue to wait in their store.
   */
  @Override
  void close();
}

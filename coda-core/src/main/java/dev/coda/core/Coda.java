package dev.coda.core;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Agent;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelParameters;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Stores;
import dev.coda.core.history.Branches;
import dev.coda.core.memory.SemanticMemory;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An agent for most programs: a model, tools, and conversations in a store.
 *
 * <pre>{@code
 * try (Coda coda = Coda.of("openai/gpt-5")) {
 *   System.out.println(coda.ask("What is the capital of Norway?"));
 * }
 * }</pre>
 *
 * <p>Every method is a short form for calls of {@link #agent()} and its events. Conversations are
 * kept in memory unless the builder is given {@link Builder#stores stores}. Thread-safe.
 */
public final class Coda implements AutoCloseable {
  private final CodaAgent agent;
  private final Conversations conversations;
  private final Branches branches;
  private final @Nullable Consumer<Approval> approver;

  private Coda(Builder builder) {
    IdSource ids = new TimeOrderedIds();
    AgentOptions options = builder.options.build();
    this.agent =
        builder
            .engine
            .ids(ids)
            .options(
                builder
                    .options
                    .parameters(ModelParameters.merged(options.parameters(), builder.parameters))
                    .build())
            .build();
    this.conversations = new Conversations(agent.stores().sessions(), ids, agent.clock());
    this.branches = Branches.of(agent.stores(), ids, agent.clock());
    this.approver = builder.approver;
  }

  /**
   * Creates an agent without tools for a model, whose key is read from the environment.
   *
   * @param model such as {@code openai/gpt-5}, {@code anthropic/claude-sonnet-4-5} or {@code
   *     ollama/llama3.2}
   * @return the coda
   * @throws dev.coda.api.error.ConfigurationException if its provider is not on the class path, or
   *     has no key
   */
  public static Coda of(String model) {
    return builder().model(model).build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Asks a question in a new conversation and waits for the answer. See {@link Chat#ask}.
   *
   * @param text the user's message
   * @return the answer
   */
  public Answer ask(String text) {
    return chat().ask(text);
  }

  /**
   * Asks a question in a new conversation and streams the answer's text.
   *
   * @param text the user's message
   * @param listener receives the text as it is written
   * @return the answer
   */
  public Answer ask(String text, TextListener listener) {
    return chat().ask(text, listener);
  }

  /**
   * Asks a question in a new conversation and returns the answer as a type, such as a record. See
   * {@link Chat#ask(String, Class)}.
   *
   * @param <T> the type of the value
   * @param text the user's message
   * @param type the type of the answer
   * @return the answer
   */
  public <T> T ask(String text, Class<T> type) {
    return chat().ask(text, type);
  }

  /**
   * Asks a question in a new conversation and returns the answer as JSON that matches a schema. See
   * {@link Chat#ask(String, Class)}.
   *
   * @param text the user's message
   * @param schema the JSON Schema
   * @return the answer
   */
  public JsonNode ask(String text, JsonNode schema) {
    return chat().ask(text, schema);
  }

  /**
   * Starts a conversation.
   *
   * @return the conversation
   */
  public Chat chat() {
    SessionId id = conversations.create(UserId.LOCAL);
    return new Chat(this, UserId.LOCAL, id, id.toString());
  }

  /**
   * Continues a conversation, or starts it if there is none of this id.
   *
   * @param id the application's own, such as {@code ticket-4711}
   * @return the conversation
   */
  public Chat chat(String id) {
    return open(UserId.LOCAL, id);
  }

  /**
   * Continues a user's conversation, or starts it if that user has none of this id. A conversation
   * of another user is never returned, even if it has the same id.
   *
   * @param user the application's own id of the user, such as an e-mail address
   * @param id the application's own id of the conversation
   * @return the conversation
   */
  public Chat chat(String user, String id) {
    return open(UserId.named(user), id);
  }

  private Chat open(UserId user, String id) {
    return new Chat(this, user, conversations.open(user, id), id);
  }

  /**
   * {@return the runs that have not ended, oldest first: runs that are active, that wait for a
   * decision, or that were cut off by a crash and will be resumed by a process with the same
   * stores}
   */
  public List<Reply> unfinished() {
    return unfinished(UserId.LOCAL);
  }

  /**
   * {@return a user's runs that have not ended; see {@link #unfinished()}}
   *
   * @param user the application's own id of the user
   */
  public List<Reply> unfinished(String user) {
    return unfinished(UserId.named(user));
  }

  private List<Reply> unfinished(UserId user) {
    return stores().runs().active(user).stream()
        .map(RunRecord::id)
        .flatMap(id -> agent.find(user, id).stream())
        .map(run -> new Reply(this, user, run))
        .toList();
  }

  /**
   * Finds a run by the id that {@link Reply#id()} returned.
   *
   * @param id the id of the run
   * @return a handle on the answer; empty if there is no such run
   */
  public Optional<Reply> reply(RunId id) {
    return agent.find(UserId.LOCAL, id).map(run -> new Reply(this, UserId.LOCAL, run));
  }

  /**
   * Finds a user's run by the id that {@link Reply#id()} returned.
   *
   * @param user the application's own id of the user
   * @param id the id of the run
   * @return a handle on the answer; empty if there is no such run
   */
  public Optional<Reply> reply(String user, RunId id) {
    UserId owner = UserId.named(user);
    return agent.find(owner, id).map(run -> new Reply(this, owner, run));
  }

  /** {@return the agent that this object uses, for all kinds of requests and events} */
  public Agent agent() {
    return agent;
  }

  /** {@return the stores that hold conversations and runs} */
  public Stores stores() {
    return agent.stores();
  }

  /** Closes the agent; see {@link Agent#close()}. */
  @Override
  public void close() {
    agent.close();
  }

  CodaAgent engine() {
    return agent;
  }

  Branches branches() {
    return branches;
  }

  @Nullable Consumer<Approval> approver() {
    return approver;
  }

  Reply start(RunRequest request) {
    return new Reply(this, request.userId(), agent.start(request));
  }

  /** Returns whether a run has been waiting since this event. */
  boolean isWaiting(UserId user, RunEvent pause) {
    return agent.isWaiting(user, pause);
  }

  /** Collects an agent's parts. Confined to one thread at a time. */
  public static final class Builder {
    private final CodaAgent.Builder engine = CodaAgent.builder();
    private final AgentOptions.Builder options = AgentOptions.builder();
    private final ToolObjects tools = new ToolObjects();
    private ChatRequestParameters parameters = DefaultChatRequestParameters.EMPTY;
    private @Nullable Consumer<Approval> approver;

    private Builder() {}

    /**
     * Sets the model by its name, such as {@code openai/gpt-5}. Its provider is found on the class
     * path and reads its key and address from the environment.
     *
     * @param name such as {@code openai/gpt-5}
     * @return this builder
     * @throws dev.coda.api.error.ConfigurationException if its provider is not on the class path,
     *     or has no key
     */
    public Builder model(String name) {
      InstalledProviders.Found found = InstalledProviders.fromEnvironment().find(name);
      engine.models(found.provider());
      options.defaultModel(found.model());
      return this;
    }

    /**
     * Sets providers to choose from; the first one's first model is the default.
     *
     * @param providers the providers; their names must differ
     * @return this builder
     */
    public Builder models(ModelProvider... providers) {
      engine.models(providers);
      return this;
    }

    /**
     * Sets the instructions for the model.
     *
     * @param text the instructions
     * @return this builder
     */
    public Builder instructions(String text) {
      options.systemPrompt(text);
      return this;
    }

    /**
     * Adds tools: each a {@link dev.coda.api.tool.Tool}, a {@link dev.coda.api.tool.ToolSource}, an
     * object with methods that carry langchain4j's {@code @Tool}, or a collection of these.
     *
     * @param tools the tools
     * @return this builder
     * @throws dev.coda.api.error.ConfigurationException if an object is none of these, or two tools
     *     have the same name
     */
    public Builder tools(Object... tools) {
      engine.tools(this.tools.sources(tools));
      return this;
    }

    /**
     * Sets the temperature, which controls how random the model's answers are.
     *
     * @param value on the provider's scale, such as 0 to 1
     * @return this builder
     */
    public Builder temperature(double value) {
      return parameters(ModelParameters.builder().temperature(value).build());
    }

    /**
     * Sets the maximum number of tokens of each answer of the model.
     *
     * @param value the number of tokens
     * @return this builder
     */
    public Builder maxOutputTokens(int value) {
      return parameters(ModelParameters.builder().maxOutputTokens(value).build());
    }

    /**
     * Sets texts at which the model stops; not every model supports them.
     *
     * @param texts the texts at which it stops
     * @return this builder
     */
    public Builder stop(String... texts) {
      return parameters(ModelParameters.builder().stopSequences(texts).build());
    }

    /**
     * Sets the reasoning effort: {@code none}, {@code minimal}, {@code low}, {@code medium} or
     * {@code high}.
     *
     * @param effort one of these words
     * @return this builder
     */
    public Builder reasoningEffort(String effort) {
      return parameters(ModelParameters.builder().reasoningEffort(effort).build());
    }

    /**
     * Sets parameters of the model. Parameters that were set before and are not set here stay. A
     * conversation and a request can override them field by field.
     *
     * @param value such as a {@link ModelParameters}, or a provider's own class
     * @return this builder
     */
    public Builder parameters(ChatRequestParameters value) {
      parameters = ModelParameters.merged(parameters, value);
      return this;
    }

    /**
     * Sets limits, such as {@code limits -> limits.maxSteps(8).maxCostUsd("0.25")}.
     *
     * @param limits sets the limits
     * @return this builder
     */
    public Builder limits(Consumer<RunLimits.Builder> limits) {
      RunLimits.Builder builder = RunLimits.builder();
      limits.accept(builder);
      options.limits(builder.build());
      return this;
    }

    /**
     * Sets the callback that decides when a tool needs an approval, instead of an {@link
     * ApprovalRequiredException}. It is called on the thread that waits for the answer. If it does
     * not decide, the run waits until somebody else does.
     *
     * @param decides decides each approval
     * @return this builder
     */
    public Builder onApproval(Consumer<Approval> decides) {
      this.approver = decides;
      return this;
    }

    /**
     * Sets the stores of conversations; in memory by default. The caller closes them.
     *
     * @param stores the stores
     * @return this builder
     */
    public Builder stores(Stores stores) {
      engine.stores(stores);
      return this;
    }

    /**
     * Sets a memory, with its stores; each question recalls messages of other conversations.
     *
     * @param memory the memory
     * @return this builder
     */
    public Builder memory(SemanticMemory memory) {
      engine.memory(memory);
      return this;
    }

    /**
     * Changes options for which this builder has no method, such as {@code
     * options.contextMessages(50)}.
     *
     * @param settings changes the settings
     * @return this builder
     */
    public Builder options(Consumer<AgentOptions.Builder> settings) {
      settings.accept(options);
      return this;
    }

    /**
     * Sets parts for which this builder has no method, such as telemetry or an executor.
     *
     * @param settings changes the settings
     * @return this builder
     */
    public Builder agent(Consumer<CodaAgent.Builder> settings) {
      settings.accept(engine);
      return this;
    }

    /**
     * Creates the agent.
     *
     * @return the agent
     * @throws IllegalStateException if it has no model
     */
    public Coda build() {
      return new Coda(this);
    }
  }
}

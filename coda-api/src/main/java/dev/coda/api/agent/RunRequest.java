package dev.coda.api.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelParameters;
import dev.coda.api.model.ModelRef;
import dev.coda.api.tool.ClientTool;
import dev.coda.api.tool.ToolPermission;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question to an agent, with what the answer may use. Immutable. */
public final class RunRequest {
  private final UserId userId;
  private final SessionId sessionId;
  private final List<Part> content;
  private final @Nullable MessageId parentId;
  private final @Nullable MessageId editOf;
  private final @Nullable ModelRef model;
  private final @Nullable Set<String> tools;
  private final List<ClientTool> clientTools;
  private final Map<String, ToolPermission> toolPermissions;
  private final @Nullable RunLimits limits;
  private final ChatRequestParameters parameters;
  private final @Nullable JsonNode responseSchema;
  private final @Nullable Consumer<JsonNode> answerCheck;
  private final ConflictPolicy onConflict;
  private final @Nullable String idempotencyKey;
  private final Map<String, Credentials> credentials;

  private RunRequest(Builder builder) {
    this.userId = builder.userId;
    this.sessionId = builder.sessionId;
    this.content = List.copyOf(builder.content);
    this.parentId = builder.parentId;
    this.editOf = builder.editOf;
    this.model = builder.model;
    this.tools = builder.tools == null ? null : Set.copyOf(builder.tools);
    this.clientTools = builder.clientTools;
    this.toolPermissions = Map.copyOf(builder.toolPermissions);
    this.limits = builder.limits;
    this.parameters = builder.parameters;
    this.responseSchema = builder.responseSchema;
    this.answerCheck = builder.answerCheck;
    this.onConflict = builder.onConflict;
    this.idempotencyKey = builder.idempotencyKey;
    this.credentials = Map.copyOf(builder.credentials);
  }

  /**
   * {@return a plain question in a session, continued from its head}
   *
   * @param sessionId the session, which must exist
   * @param text what the user says
   */
  public static RunRequest of(SessionId sessionId, String text) {
    return builder(sessionId).text(text).build();
  }

  /**
   * Starts a request in this session, which must exist.
   *
   * @param sessionId the session, which must exist
   * @return a builder with the defaults
   */
  public static Builder builder(SessionId sessionId) {
    return new Builder(sessionId);
  }

  /** {@return on whose behalf it is asked; {@link UserId#LOCAL} by default} */
  public UserId userId() {
    return userId;
  }

  /** {@return the conversation} */
  public SessionId sessionId() {
    return sessionId;
  }

  /** {@return what the user says; empty to answer an existing user message again} */
  public List<Part> content() {
    return content;
  }

  /**
   * {@return the message to continue from; empty for the session's head} Without content it is the
   * user message to answer.
   */
  public Optional<MessageId> parentId() {
    return Optional.ofNullable(parentId);
  }

  /**
   * {@return the user's message that this one replaces in view: it is added beside that message,
   * and the run continues from what comes before} Empty unless a message is edited.
   */
  public Optional<MessageId> editOf() {
    return Optional.ofNullable(editOf);
  }

  /** {@return the model to ask; empty for the session's, then the agent's default} */
  public Optional<ModelRef> model() {
    return Optional.ofNullable(model);
  }

  /** {@return the names of the tools that may be used; empty for all} */
  public Optional<Set<String>> tools() {
    return Optional.ofNullable(tools);
  }

  /** {@return the tools that the client calls itself; none by default} */
  public List<ClientTool> clientTools() {
    return clientTools;
  }

  /** {@return permissions by tool, which only make stricter what holds anyway} */
  public Map<String, ToolPermission> toolPermissions() {
    return toolPermissions;
  }

  /** {@return limits that tighten the agent's; empty for the agent's alone} */
  public Optional<RunLimits> limits() {
    return Optional.ofNullable(limits);
  }

  /** {@return the parameters of the model that override the agent's, field by field} */
  public ChatRequestParameters parameters() {
    return parameters;
  }

  /** {@return the JSON Schema that the answer must match; empty for an answer in free text} */
  public Optional<JsonNode> responseSchema() {
    return Optional.ofNullable(responseSchema);
  }

  /** {@return what checks an answer besides the schema; empty for the schema alone} */
  public Optional<Consumer<JsonNode>> answerCheck() {
    return Optional.ofNullable(answerCheck);
  }

  /** {@return what to do when the branch is busy; {@code REJECT} by default} */
  public ConflictPolicy onConflict() {
    return onConflict;
  }

  /** {@return the caller's key: a second request with it gets the first one's run} */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** {@return the user's own keys by provider name; they win over the provider's} */
  public Map<String, Credentials> credentials() {
    return credentials;
  }

  /** Collects a request. Confined to one thread at a time. */
  public static final class Builder {
    private final SessionId sessionId;
    private UserId userId = UserId.LOCAL;
    private List<Part> content = List.of();
    private @Nullable MessageId parentId;
    private @Nullable MessageId editOf;
    private @Nullable ModelRef model;
    private @Nullable Set<String> tools;
    private List<ClientTool> clientTools = List.of();
    private Map<String, ToolPermission> toolPermissions = Map.of();
    private @Nullable RunLimits limits;
    private ChatRequestParameters parameters = DefaultChatRequestParameters.EMPTY;
    private @Nullable JsonNode responseSchema;
    private @Nullable Consumer<JsonNode> answerCheck;
    private ConflictPolicy onConflict = ConflictPolicy.REJECT;
    private @Nullable String idempotencyKey;
    private Map<String, Credentials> credentials = Map.of();

    private Builder(SessionId sessionId) {
      this.sessionId = sessionId;
    }

    /**
     * Sets the user.
     *
     * @param value the user
     * @return this builder
     */
    public Builder userId(UserId value) {
      this.userId = value;
      return this;
    }

    /**
     * Sets what the user says, as plain text.
     *
     * @param value the text
     * @return this builder
     */
    public Builder text(String value) {
      return content(List.of(new TextPart(value)));
    }

    /**
     * Sets what the user says.
     *
     * @param value what the user says
     * @return this builder
     */
    public Builder content(List<Part> value) {
      this.content = value;
      return this;
    }

    /**
     * Sets the message to continue from; null for the head.
     *
     * @param value the message to continue from; null for the head
     * @return this builder
     */
    public Builder parentId(@Nullable MessageId value) {
      this.parentId = value;
      return this;
    }

    /**
     * Sets the user's message beside which this one is added, also if it is the first of the
     * session; null for none. Nothing changes in view if the run cannot start.
     *
     * @param value the user's message beside which this one is added, also if it is the first of
     *     the session; null for none
     * @return this builder
     */
    public Builder editOf(@Nullable MessageId value) {
      this.editOf = value;
      return this;
    }

    /**
     * Sets the model; null for the default.
     *
     * @param value the model; null for the default
     * @return this builder
     */
    public Builder model(@Nullable ModelRef value) {
      this.model = value;
      return this;
    }

    /**
     * Sets the tools that may be used; null for all.
     *
     * @param value the tools that may be used; null for all
     * @return this builder
     */
    public Builder tools(@Nullable Set<String> value) {
      this.tools = value;
      return this;
    }

    /**
     * Sets tools that the client calls itself, beside those of the agent.
     *
     * @param value tools that the client calls itself, beside those of the agent
     * @return this builder
     */
    public Builder clientTools(List<ClientTool> value) {
      this.clientTools = List.copyOf(value);
      return this;
    }

    /**
     * Sets permissions by tool, which only make stricter what holds anyway.
     *
     * @param value permissions by tool, which only make stricter what holds anyway
     * @return this builder
     */
    public Builder toolPermissions(Map<String, ToolPermission> value) {
      this.toolPermissions = value;
      return this;
    }

    /**
     * Sets limits that tighten the agent's; null for the agent's alone.
     *
     * @param value limits that tighten the agent's; null for the agent's alone
     * @return this builder
     */
    public Builder limits(@Nullable RunLimits value) {
      this.limits = value;
      return this;
    }

    /**
     * Sets parameters of the model, such as a temperature, which override the agent's field by
     * field; of those set before, the ones that are left open here stay.
     *
     * <p>They are kept in the run's log, so that a process that resumes the run uses the same. Only
     * settings that a class of langchain4j's own providers adds are not kept.
     *
     * @param value such as a {@link dev.coda.api.model.ModelParameters}, or a provider's own class
     * @return this builder
     * @throws IllegalArgumentException if it has a model, tools, a tool choice or a response
     *     format, which the request has its own methods for
     */
    public Builder parameters(ChatRequestParameters value) {
      if (value.modelName() != null
          || !value.toolSpecifications().isEmpty()
          || value.toolChoice() != null
          || value.responseFormat() != null) {
        throw new IllegalArgumentException(
            "Parameters of a request cannot have a model, tools, a tool choice or a response"
                + " format: use model(…), tools(…) and answerAs(…).");
      }
      this.parameters = ModelParameters.merged(parameters, value);
      return this;
    }

    /**
     * Requires an answer in JSON that matches a JSON Schema; null for free text. A schema whose
     * root is not of type {@code object} is sent inside an object with the property {@code value},
     * which is what providers take.
     *
     * <p>The answer is validated. An answer that does not match is rejected once, with what is
     * wrong; a second one ends the run as failed with {@code answer_invalid}.
     *
     * @param schema JSON Schema 2020-12, which cannot refer to other documents
     * @return this builder
     */
    public Builder answerAs(@Nullable JsonNode schema) {
      this.responseSchema = schema == null ? null : schema.deepCopy();
      return this;
    }

    /**
     * Checks what a schema cannot say of an answer that matches it; null for the schema alone. An
     * answer for which it throws {@link IllegalArgumentException} counts as one that does not
     * match, and the model learns the exception's message.
     *
     * <p>The check is not kept in the run's log: a process that takes the run over checks the
     * schema alone.
     *
     * @param check is called on the run's thread; it must not block, nor change the JSON
     * @return this builder
     */
    public Builder answerCheck(@Nullable Consumer<JsonNode> check) {
      this.answerCheck = check;
      return this;
    }

    /**
     * Sets what to do when the branch is busy.
     *
     * @param value what to do when the branch is busy
     * @return this builder
     */
    public Builder onConflict(ConflictPolicy value) {
      this.onConflict = value;
      return this;
    }

    /**
     * Sets the key that makes repeated requests one run; null for none.
     *
     * @param value the key that makes repeated requests one run; null for none
     * @return this builder
     */
    public Builder idempotencyKey(@Nullable String value) {
      this.idempotencyKey = value;
      return this;
    }

    /**
     * Sets the user's own keys by provider name.
     *
     * @param value the user's own keys by provider name
     * @return this builder
     */
    public Builder credentials(Map<String, Credentials> value) {
      this.credentials = value;
      return this;
    }

    /**
     * Creates the request.
     *
     * @return the request
     * @throws IllegalArgumentException if the content is nothing but blank text, or if a message is
     *     edited without content or with a parent
     */
    public RunRequest build() {
      boolean blank =
          content.stream().allMatch(part -> part instanceof TextPart said && said.text().isBlank());
      if (blank && !content.isEmpty()) {
        throw new IllegalArgumentException(
            "A question needs text. To answer a stored message again, name it as parentId and leave"
                + " the content out.");
      }
      if (editOf != null && (content.isEmpty() || parentId != null)) {
        throw new IllegalArgumentException(
            "An edited message needs content, and continues from the parent of the message that it"
                + " is an edit of.");
      }
      return new RunRequest(this);
    }
  }
}

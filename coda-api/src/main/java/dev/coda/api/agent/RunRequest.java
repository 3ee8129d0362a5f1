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

/** A request to an agent, with the limits and settings of its run. Immutable. */
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
  private final boolean compactsOnly;
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
    this.compactsOnly = builder.compactsOnly;
    this.onConflict = builder.onConflict;
    this.idempotencyKey = builder.idempotencyKey;
    this.credentials = Map.copyOf(builder.credentials);
  }

  /**
   * {@return a plain question in a session, continued from its head}
   *
   * @param sessionId the session, which must exist
   * @param text the user's message
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

  /** {@return the user who makes the request; {@link UserId#LOCAL} by default} */
  public UserId userId() {
    return userId;
  }

  /** {@return the conversation} */
  public SessionId sessionId() {
    return sessionId;
  }

  /** {@return the user's message; empty to answer an existing user message again} */
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
   * {@return the user's message that this one replaces in view: it is added as a sibling of that
   * message, and the run continues from their parent} Empty unless a message is edited.
   */
  public Optional<MessageId> editOf() {
    return Optional.ofNullable(editOf);
  }

  /** {@return the model to use; empty for the session's model or, if it has none, the agent's} */
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

  /**
   * {@return permissions by tool, which can only be stricter than those of the tool and the user}
   */
  public Map<String, ToolPermission> toolPermissions() {
    return toolPermissions;
  }

  /** {@return limits that tighten the agent's; empty to use only the agent's} */
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

  /** {@return the check of an answer in addition to the schema; empty to use only the schema} */
  public Optional<Consumer<JsonNode>> answerCheck() {
    return Optional.ofNullable(answerCheck);
  }

  /**
   * {@return whether the run asks the model no question and only summarises all turns except the
   * last one, so that the model is shown the summary instead} False by default.
   */
  public boolean compactsOnly() {
    return compactsOnly;
  }

  /**
   * {@return the handling of the run while another is active on its branch; {@code REJECT} by
   * default}
   */
  public ConflictPolicy onConflict() {
    return onConflict;
  }

  /**
   * {@return the caller's key: a second request with the same key gets the run of the first one}
   */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** {@return the user's own keys by provider name, which are used instead of the provider's} */
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
    private boolean compactsOnly;
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
     * Sets the user's message, as plain text.
     *
     * @param value the text
     * @return this builder
     */
    public Builder text(String value) {
      return content(List.of(new TextPart(value)));
    }

    /**
     * Sets the user's message.
     *
     * @param value the user's message
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
     * Sets the user's message that this one replaces in view: it is added as a sibling of that
     * message, which may be the first of the session. Nothing changes in view if the run cannot
     * start.
     *
     * @param value the message to edit; null for none
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
     * Sets tools that the client calls itself, in addition to those of the agent.
     *
     * @param value tools that the client calls itself, in addition to those of the agent
     * @return this builder
     */
    public Builder clientTools(List<ClientTool> value) {
      this.clientTools = List.copyOf(value);
      return this;
    }

    /**
     * Sets permissions by tool, which can only be stricter than those of the tool and the user.
     *
     * @param value permissions by tool
     * @return this builder
     */
    public Builder toolPermissions(Map<String, ToolPermission> value) {
      this.toolPermissions = value;
      return this;
    }

    /**
     * Sets limits that tighten the agent's; null to use only the agent's.
     *
     * @param value limits that tighten the agent's; null to use only the agent's
     * @return this builder
     */
    public Builder limits(@Nullable RunLimits value) {
      this.limits = value;
      return this;
    }

    /**
     * Sets parameters of the model, such as a temperature, which override the agent's field by
     * field. Parameters that were set before and are not set here stay.
     *
     * <p>They are kept in the run's log, so that a process that resumes the run uses the same.
     * Settings that exist only in classes of langchain4j's own providers are not kept.
     *
     * @param value such as a {@link dev.coda.api.model.ModelParameters}, or a provider's own class
     * @return this builder
     * @throws IllegalArgumentException if it has a model, tools, a tool choice or a response
     *     format: the request has separate methods for these
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
     * since providers only accept objects.
     *
     * <p>The answer is validated. An answer that does not match is rejected once, with the
     * problems; a second one ends the run as failed with {@code answer_invalid}.
     *
     * @param schema JSON Schema 2020-12, which cannot refer to other documents
     * @return this builder
     */
    public Builder answerAs(@Nullable JsonNode schema) {
      this.responseSchema = schema == null ? null : schema.deepCopy();
      return this;
    }

    /**
     * Adds a check that a schema cannot express, for answers that match it. If it throws {@link
     * IllegalArgumentException}, the answer counts as one that does not match the schema, and the
     * model receives the exception's message.
     *
     * <p>The check is not kept in the run's log: a process that takes the run over checks only the
     * schema.
     *
     * @param check is called on the run's thread; it must not block, nor change the JSON. Null to
     *     check only the schema
     * @return this builder
     */
    public Builder answerCheck(@Nullable Consumer<JsonNode> check) {
      this.answerCheck = check;
      return this;
    }

    /**
     * Makes a run that asks the model no question. It summarises all turns except the last one and
     * ends. Other runs do the same when the model's window fills. The answer of the run has no
     * text, but contains the summary, which applies to every branch that contains this answer.
     * Stored messages are not changed.
     *
     * <p>The start fails with {@code NOT_FOUND} if a summary covers all turns before the last one
     * already, or if the last message has no answer. The run fails if the model fails.
     *
     * @return this builder
     */
    public Builder compactOnly() {
      this.compactsOnly = true;
      return this;
    }

    /**
     * Sets the handling of the run while another is active on its branch.
     *
     * @param value the handling of the run while another is active on its branch
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
     * @throws IllegalArgumentException if the content is nothing but blank text, if a message is
     *     edited without content or with a parent, or if a run that only compacts has content or
     *     waits for its turn
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
      if (compactsOnly && (!content.isEmpty() || onConflict == ConflictPolicy.QUEUE)) {
        throw new IllegalArgumentException(
            "A run that only compacts has no content, and cannot wait behind another one.");
      }
      return new RunRequest(this);
    }
  }
}

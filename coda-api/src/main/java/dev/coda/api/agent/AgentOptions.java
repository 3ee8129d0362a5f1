package dev.coda.api.agent;

import dev.coda.api.model.ModelRef;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of an agent, without its models, tools and stores. Immutable. */
public final class AgentOptions {
  private final @Nullable ModelRef defaultModel;
  private final String systemPrompt;
  private final ChatRequestParameters parameters;
  private final RunLimits limits;
  private final int contextMessages;
  private final long contextBytes;
  private final @Nullable ModelRef summaryModel;
  private final int maxToolResultBytes;
  private final int maxToolInputBytes;
  private final boolean lenientToolInput;
  private final int maxOfferedTools;
  private final long maxAnswerBytes;
  private final long maxRunBytes;
  private final Duration flushInterval;
  private final Duration leaseTime;
  private final Duration approvalTime;
  private final Duration closeTime;
  private final boolean handOverOnClose;
  private final @Nullable ModelRef judgeModel;
  private final Duration judgeTimeout;
  private final @Nullable ModelRef titleModel;
  private final String name;

  private AgentOptions(Builder builder) {
    this.defaultModel = builder.defaultModel;
    this.systemPrompt = builder.systemPrompt;
    this.parameters = builder.parameters;
    this.limits = builder.limits;
    this.contextMessages = builder.contextMessages;
    this.contextBytes = builder.contextBytes;
    this.summaryModel = builder.summaryModel;
    this.maxToolResultBytes = builder.maxToolResultBytes;
    this.maxToolInputBytes = builder.maxToolInputBytes;
    this.lenientToolInput = builder.lenientToolInput;
    this.maxOfferedTools = builder.maxOfferedTools;
    this.maxAnswerBytes = builder.maxAnswerBytes;
    this.maxRunBytes = builder.maxRunBytes;
    this.flushInterval = builder.flushInterval;
    this.leaseTime = builder.leaseTime;
    this.approvalTime = builder.approvalTime;
    this.closeTime = builder.closeTime;
    this.handOverOnClose = builder.handOverOnClose;
    this.judgeModel = builder.judgeModel;
    this.judgeTimeout = builder.judgeTimeout;
    this.titleModel = builder.titleModel;
    this.name = builder.name;
  }

  /** {@return every setting at its default} */
  public static AgentOptions defaults() {
    return builder().build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the name by which it traces and resumes its runs; {@code coda} by default} */
  public String name() {
    return name;
  }

  /** {@return the model for requests and sessions that name none; empty for the first available} */
  public Optional<ModelRef> defaultModel() {
    return Optional.ofNullable(defaultModel);
  }

  /** {@return the default instructions, for sessions that have none} */
  public String systemPrompt() {
    return systemPrompt;
  }

  /**
   * {@return the parameters of each call of the answering model, such as a temperature; none by
   * default} A request can override them field by field. A {@link
   * dev.coda.api.model.ModelParameters} has a reasoning effort for every provider. A provider's own
   * class, such as {@code GoogleParameters}, has the parameters that only this provider knows.
   */
  public ChatRequestParameters parameters() {
    return parameters;
  }

  /** {@return the limits of every run; a request can only tighten them} */
  public RunLimits limits() {
    return limits;
  }

  /** {@return the maximum number of messages of a branch that a model is shown; 200 by default} */
  public int contextMessages() {
    return contextMessages;
  }

  /** {@return the maximum number of bytes of earlier messages that are read for a run} */
  public long contextBytes() {
    return contextBytes;
  }

  /** {@return the model that summarises long conversations; empty for the one that answers} */
  public Optional<ModelRef> summaryModel() {
    return Optional.ofNullable(summaryModel);
  }

  /** {@return the maximum size of a tool's result in the conversation; 1 MiB by default} */
  public int maxToolResultBytes() {
    return maxToolResultBytes;
  }

  /**
   * {@return the maximum size of one tool call's arguments in bytes of JSON; 1 MiB by default} A
   * longer call is answered with an error that the model can read.
   */
  public int maxToolInputBytes() {
    return maxToolInputBytes;
  }

  /**
   * {@return whether arguments that do not match a tool's schema only because of their form are
   * converted, such as {@code "5"} for an integer, {@code null} for an optional argument, or one
   * value for a list} True by default; the log names the converted values.
   */
  public boolean lenientToolInput() {
    return lenientToolInput;
  }

  /**
   * {@return the number of tools that a model is shown at once; 64 by default} If there are more,
   * the model is shown half that number of them, in the order in which they were added to the
   * agent, and {@code search_tools}, which finds the others: found tools are shown for the rest of
   * the conversation, only the latest if there are too many.
   */
  public int maxOfferedTools() {
    return maxOfferedTools;
  }

  /**
   * {@return the most bytes of text, reasoning and arguments of a model call; 4 MiB by default} A
   * longer answer is cut off there, and its run fails with {@code answer_too_large}.
   */
  public long maxAnswerBytes() {
    return maxAnswerBytes;
  }

  /**
   * {@return the maximum number of bytes that a run may add to its log after the user's message; 16
   * MiB by default} A run that reaches it fails with {@code run_too_large} and keeps what it has.
   */
  public long maxRunBytes() {
    return maxRunBytes;
  }

  /** {@return after how long streamed text is stored at the latest; 250 ms by default} */
  public Duration flushInterval() {
    return flushInterval;
  }

  /** {@return the time after which a run's lease expires unless it is renewed; 15 s by default} */
  public Duration leaseTime() {
    return leaseTime;
  }

  /** {@return the time that a run waits for a decision before it is denied; 24 h by default} */
  public Duration approvalTime() {
    return approvalTime;
  }

  /** {@return the time that closing waits for the active runs; 30 s by default} */
  public Duration closeTime() {
    return closeTime;
  }

  /**
   * {@return whether closing the agent leaves its active runs to another process, which continues
   * them, instead of cancelling them; false by default} It needs stores that outlive the process.
   */
  public boolean handOverOnClose() {
    return handOverOnClose;
  }

  /** {@return the model that scores answers and tool calls; empty if only rules score them} */
  public Optional<ModelRef> judgeModel() {
    return Optional.ofNullable(judgeModel);
  }

  /** {@return the time that the end of a run waits for the judge; 10 s by default} */
  public Duration judgeTimeout() {
    return judgeTimeout;
  }

  /** {@return the model that names sessions; empty if the name is made of the first message} */
  public Optional<ModelRef> titleModel() {
    return Optional.ofNullable(titleModel);
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private @Nullable ModelRef defaultModel;
    private String systemPrompt =
        "You are a helpful assistant. Use the tools you are given when they help, and say plainly"
            + " when you do not know something.";
    private ChatRequestParameters parameters = ChatRequestParameters.builder().build();
    private RunLimits limits = RunLimits.defaults();
    private int contextMessages = 200;
    private long contextBytes = 32L * 1024 * 1024;
    private @Nullable ModelRef summaryModel;
    private int maxToolResultBytes = 1024 * 1024;
    private int maxToolInputBytes = 1024 * 1024;
    private boolean lenientToolInput = true;
    private int maxOfferedTools = 64;
    private long maxAnswerBytes = 4L * 1024 * 1024;
    private long maxRunBytes = 16L * 1024 * 1024;
    private Duration flushInterval = Duration.ofMillis(250);
    private Duration leaseTime = Duration.ofSeconds(15);
    private Duration approvalTime = Duration.ofHours(24);
    private Duration closeTime = Duration.ofSeconds(30);
    private boolean handOverOnClose;
    private @Nullable ModelRef judgeModel;
    private Duration judgeTimeout = Duration.ofSeconds(10);
    private @Nullable ModelRef titleModel;
    private String name = "coda";

    private Builder() {}

    /**
     * Sets the name of this agent in traces and metrics. Each name has a series in every metric, so
     * use few names.
     *
     * <p>Agents that share their stores and differ in tools or instructions need different names: a
     * run that was cut off or waits for a decision is resumed only by an agent with the name of the
     * agent that started it.
     *
     * @param value the name of this agent in traces and metrics
     * @return this builder
     */
    public Builder name(String value) {
      if (value.isBlank()) {
        throw new IllegalArgumentException("name must not be blank");
      }
      this.name = value;
      return this;
    }

    /**
     * Sets the default model; null for the first available model.
     *
     * @param value the default model; null for the first available model
     * @return this builder
     */
    public Builder defaultModel(@Nullable ModelRef value) {
      this.defaultModel = value;
      return this;
    }

    /**
     * Sets the default instructions.
     *
     * @param value the default instructions
     * @return this builder
     */
    public Builder systemPrompt(String value) {
      this.systemPrompt = value;
      return this;
    }

    /**
     * Sets the parameters of each call of the answering model; a request can override them.
     *
     * @param value the parameters of each call of the answering model
     * @return this builder
     */
    public Builder parameters(ChatRequestParameters value) {
      this.parameters = value;
      return this;
    }

    /**
     * Sets the limits of every run; a request can only tighten them.
     *
     * @param value the limits of every run
     * @return this builder
     */
    public Builder limits(RunLimits value) {
      this.limits = value;
      return this;
    }

    /**
     * Sets the maximum number of messages that a model is shown.
     *
     * @param value the maximum number of messages that a model is shown
     * @return this builder
     */
    public Builder contextMessages(int value) {
      this.contextMessages = value;
      return this;
    }

    /**
     * Sets the maximum number of bytes of earlier messages that are read for a run, the latest
     * first. The message before the run's own is read even if it is larger.
     *
     * @param value the maximum number of bytes
     * @return this builder
     */
    public Builder contextBytes(long value) {
      if (value < 1) {
        throw new IllegalArgumentException("contextBytes must be at least 1");
      }
      this.contextBytes = value;
      return this;
    }

    /**
     * Sets a cheaper model for summaries; null for the one that answers.
     *
     * @param value a cheaper model for summaries; null for the one that answers
     * @return this builder
     */
    public Builder summaryModel(@Nullable ModelRef value) {
      this.summaryModel = value;
      return this;
    }

    /**
     * Sets the maximum size of a result in bytes of JSON; a longer one is kept as an artifact.
     *
     * @param value the maximum size in bytes
     * @return this builder
     */
    public Builder maxToolResultBytes(int value) {
      this.maxToolResultBytes = (int) positive("maxToolResultBytes", value);
      return this;
    }

    /**
     * Sets the maximum size of the arguments of one tool call, in bytes.
     *
     * @param value the maximum size of the arguments of one tool call, in bytes
     * @return this builder
     */
    public Builder maxToolInputBytes(int value) {
      this.maxToolInputBytes = (int) positive("maxToolInputBytes", value);
      return this;
    }

    /**
     * Sets {@link AgentOptions#lenientToolInput()}.
     *
     * @param value whether arguments are read leniently
     * @return this builder
     */
    public Builder lenientToolInput(boolean value) {
      this.lenientToolInput = value;
      return this;
    }

    /**
     * Sets {@link AgentOptions#maxOfferedTools()}; at least 2.
     *
     * @param value the number of tools, at least 2
     * @return this builder
     */
    public Builder maxOfferedTools(int value) {
      if (value < 2) {
        throw new IllegalArgumentException("maxOfferedTools must be at least 2, not " + value);
      }
      this.maxOfferedTools = value;
      return this;
    }

    /**
     * Sets the maximum size of the answer to one model call, in bytes.
     *
     * @param value the maximum size of the answer to one model call, in bytes
     * @return this builder
     */
    public Builder maxAnswerBytes(long value) {
      this.maxAnswerBytes = positive("maxAnswerBytes", value);
      return this;
    }

    /**
     * Sets the maximum number of bytes that a run may add to its log.
     *
     * @param value the maximum number of bytes that a run may add to its log
     * @return this builder
     */
    public Builder maxRunBytes(long value) {
      this.maxRunBytes = positive("maxRunBytes", value);
      return this;
    }

    /**
     * Sets after how long streamed text is stored at the latest.
     *
     * @param value after how long streamed text is stored at the latest
     * @return this builder
     */
    public Builder flushInterval(Duration value) {
      this.flushInterval = value;
      return this;
    }

    /**
     * Sets the time after which another process may take over the run of a silent process.
     *
     * @param value the time
     * @return this builder
     */
    public Builder leaseTime(Duration value) {
      this.leaseTime = value;
      return this;
    }

    /**
     * Sets the time that a run waits for a decision.
     *
     * @param value the time that a run waits for a decision
     * @return this builder
     */
    public Builder approvalTime(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("approvalTime must be positive");
      }
      this.approvalTime = value;
      return this;
    }

    /**
     * Sets the time that closing waits for the active runs.
     *
     * @param value the time that closing waits for the active runs
     * @return this builder
     */
    public Builder closeTime(Duration value) {
      this.closeTime = value;
      return this;
    }

    /**
     * Sets whether closing hands runs over rather than cancelling them.
     *
     * @param value true to hand runs over, false to cancel them
     * @return this builder
     */
    public Builder handOverOnClose(boolean value) {
      this.handOverOnClose = value;
      return this;
    }

    /**
     * Has a model score each answer and its tool calls, after the answer is shown and before the
     * run ends. If it fails or takes longer, rules score them.
     *
     * @param model the model, written {@code provider/name}; null to use only rules
     * @param atMost the longest time to wait
     * @return this builder
     */
    public Builder judge(@Nullable ModelRef model, Duration atMost) {
      this.judgeModel = model;
      this.judgeTimeout = atMost;
      return this;
    }

    /**
     * Has a model name sessions after their first exchange; null to name them by rule.
     *
     * @param value the model; null to name sessions by rule
     * @return this builder
     */
    public Builder titleModel(@Nullable ModelRef value) {
      this.titleModel = value;
      return this;
    }

    private static long positive(String name, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be at least 1");
      }
      return value;
    }

    /** {@return the settings} */
    public AgentOptions build() {
      return new AgentOptions(this);
    }
  }
}

package dev.coda.api.agent;

import dev.coda.api.model.ModelRef;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An agent's settings that are not its parts. Immutable. */
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

  /** {@return the model for requests and sessions that name none; empty for the first there is} */
  public Optional<ModelRef> defaultModel() {
    return Optional.ofNullable(defaultModel);
  }

  /** {@return the instructions for sessions that have none of their own} */
  public String systemPrompt() {
    return systemPrompt;
  }

  /**
   * {@return the parameters of each call of the answering model, such as a temperature; none by
   * default} A request can override them field by field. A {@link
   * dev.coda.api.model.ModelParameters} has a reasoning effort for every provider, and a provider's
   * own class, such as {@code GoogleParameters}, what only that provider knows.
   */
  public ChatRequestParameters parameters() {
    return parameters;
  }

  /** {@return the limits of every run; a request can only tighten them} */
  public RunLimits limits() {
    return limits;
  }

  /** {@return how many messages of a branch a model is shown at most; 200 by default} */
  public int contextMessages() {
    return contextMessages;
  }

  /** {@return how many bytes of earlier messages are read for a run at most} */
  public long contextBytes() {
    return contextBytes;
  }

  /** {@return the model that summarises long conversations; empty for the one that answers} */
  public Optional<ModelRef> summaryModel() {
    return Optional.ofNullable(summaryModel);
  }

  /** {@return how long a tool's result may be to be kept in the conversation; 1 MiB by default} */
  public int maxToolResultBytes() {
    return maxToolResultBytes;
  }

  /**
   * {@return how many bytes of JSON the arguments of one tool call may have; 1 MiB by default} A
   * longer call is answered with an error that the model can read.
   */
  public int maxToolInputBytes() {
    return maxToolInputBytes;
  }

  /**
   * {@return whether arguments that do not fit a tool's schema as a model wrote them are read as a
   * careful person would: {@code "5"} for an integer, {@code null} for what may be left out, one
   * value for a list} True by default; the log names what was read so.
   */
  public boolean lenientToolInput() {
    return lenientToolInput;
  }

  /**
   * {@return how many tools a model is shown at once; 64 by default} Where there are more, it is
   * shown the first half of that number, in the order in which the agent was given them, and {@code
   * search_tools}, which finds the others: what it finds is shown for the rest of the conversation,
   * the latest of it where it is too much.
   */
  public int maxOfferedTools() {
    return maxOfferedTools;
  }

  /**
   * {@return how many bytes of text, reasoning and arguments one model call may answer with; 4 MiB
   * by default} A longer answer is cut off there, and its run fails with {@code answer_too_large}.
   */
  public long maxAnswerBytes() {
    return maxAnswerBytes;
  }

  /**
   * {@return how many bytes a run may add to its log after the user's message; 16 MiB by default} A
   * run that reaches it fails with {@code run_too_large} and keeps what it has.
   */
  public long maxRunBytes() {
    return maxRunBytes;
  }

  /** {@return after how long streamed text is stored at the latest; 250 ms by default} */
  public Duration flushInterval() {
    return flushInterval;
  }

  /** {@return how long a lease of a run lasts unless it is renewed; 15 s by default} */
  public Duration leaseTime() {
    return leaseTime;
  }

  /** {@return how long a run waits for a decision before it is denied; 24 h by default} */
  public Duration approvalTime() {
    return approvalTime;
  }

  /** {@return how long closing waits for the active runs; 30 s by default} */
  public Duration closeTime() {
    return closeTime;
  }

  /**
   * {@return whether active runs are left to another process when the agent closes, which continues
   * them, rather than cancelled; false by default} It needs stores that outlive the process.
   */
  public boolean handOverOnClose() {
    return handOverOnClose;
  }

  /** {@return the model that scores answers and tool calls; empty where rules do it alone} */
  public Optional<ModelRef> judgeModel() {
    return Optional.ofNullable(judgeModel);
  }

  /** {@return how long the end of a run waits for the judge; 10 s by default} */
  public Duration judgeTimeout() {
    return judgeTimeout;
  }

  /** {@return the model that names sessions; empty where their first words do} */
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
     * Sets the name by which traces and metrics tell this agent from others. A metric keeps a
     * series for each, so let there be few.
     *
     * <p>Agents that share their stores and differ in tools or instructions need different names: a
     * run that was cut off or waits for a decision is resumed by an agent of the name that it
     * started with, and by no other.
     *
     * @param value the name by which traces and metrics tell this agent from others
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
     * Sets the default model; null for the first there is.
     *
     * @param value the default model; null for the first there is
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
     * Sets how many messages a model is shown at most.
     *
     * @param value how many messages a model is shown at most
     * @return this builder
     */
    public Builder contextMessages(int value) {
      this.contextMessages = value;
      return this;
    }

    /**
     * Sets how many bytes of earlier messages are read for a run at most, the latest first. The
     * message before the run's own is read whatever its size.
     *
     * @param value how many bytes of earlier messages are read for a run at most, the latest first
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
     * Sets how many bytes of JSON a result may have; a longer one is kept as an artifact.
     *
     * @param value how many bytes of JSON a result may have
     * @return this builder
     */
    public Builder maxToolResultBytes(int value) {
      this.maxToolResultBytes = (int) positive("maxToolResultBytes", value);
      return this;
    }

    /**
     * Sets how many bytes the arguments of one tool call may have.
     *
     * @param value how many bytes the arguments of one tool call may have
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
     * @param value how many tools, at least 2
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
     * Sets how many bytes one model call may answer with.
     *
     * @param value how many bytes one model call may answer with
     * @return this builder
     */
    public Builder maxAnswerBytes(long value) {
      this.maxAnswerBytes = positive("maxAnswerBytes", value);
      return this;
    }

    /**
     * Sets how many bytes a run may add to its log.
     *
     * @param value how many bytes a run may add to its log
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
     * Sets how long a run belongs to a silent process.
     *
     * @param value how long a run belongs to a silent process
     * @return this builder
     */
    public Builder leaseTime(Duration value) {
      this.leaseTime = value;
      return this;
    }

    /**
     * Sets how long a run waits for a decision.
     *
     * @param value how long a run waits for a decision
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
     * Sets how long closing waits for the active runs.
     *
     * @param value how long closing waits for the active runs
     * @return this builder
     */
    public Builder closeTime(Duration value) {
      this.closeTime = value;
      return this;
    }

    /**
     * Sets whether closing hands runs over rather than cancelling them.
     *
     * @param value whether closing hands runs over rather than cancelling them
     * @return this builder
     */
    public Builder handOverOnClose(boolean value) {
      this.handOverOnClose = value;
      return this;
    }

    /**
     * Has a model score each answer and its tool calls, after the answer is shown and before the
     * run ends. Rules do it where it fails or takes longer; null for rules alone.
     *
     * @param model as {@code provider/name}
     * @param atMost how long to wait at most
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

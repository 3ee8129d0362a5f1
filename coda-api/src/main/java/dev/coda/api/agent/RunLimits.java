package dev.coda.api.agent;

import dev.coda.api.budget.Budget;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one run. A limit that is not set has its default, or the agent's value if a request
 * is combined with its agent's limits. Immutable.
 */
public final class RunLimits {
  private static final int MAX_STEPS = 16;
  private static final int MAX_TOOL_CALLS = 64;
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int REPEAT_LIMIT = 3;

  private final @Nullable Integer maxSteps;
  private final @Nullable Integer maxToolCalls;
  private final @Nullable Long maxTokens;
  private final @Nullable BigDecimal maxCostUsd;
  private final @Nullable Duration timeout;
  private final @Nullable Integer repeatLimit;

  private RunLimits(Builder builder) {
    this.maxSteps = builder.maxSteps;
    this.maxToolCalls = builder.maxToolCalls;
    this.maxTokens = builder.maxTokens;
    this.maxCostUsd = builder.maxCostUsd;
    this.timeout = builder.timeout;
    this.repeatLimit = builder.repeatLimit;
  }

  /**
   * {@return 16 model calls, 64 tool calls, an error for the third equal tool call, 10 minutes; no
   * limit on tokens or money}
   */
  public static RunLimits defaults() {
    return builder().build();
  }

  /**
   * Limits a run to the budget that another run granted it.
   *
   * @param granted the granted budget
   * @return the limits
   * @throws IllegalArgumentException if nothing is left of a scope other than tool calls
   */
  public static RunLimits within(Budget granted) {
    Builder builder =
        builder()
            .maxSteps(granted.steps())
            .maxToolCalls(granted.toolCalls())
            .timeout(granted.time());
    if (granted.tokens() != null) {
      builder.maxTokens(granted.tokens());
    }
    if (granted.costUsd() != null) {
      builder.maxCostUsd(granted.costUsd());
    }
    return builder.build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the maximum number of model calls, the last turn without tools included} */
  public int maxSteps() {
    return maxSteps == null ? MAX_STEPS : maxSteps;
  }

  /** {@return the maximum number of tool calls} */
  public int maxToolCalls() {
    return maxToolCalls == null ? MAX_TOOL_CALLS : maxToolCalls;
  }

  /** {@return the maximum tokens of all model calls; empty for no limit} */
  public OptionalLong maxTokens() {
    return maxTokens == null ? OptionalLong.empty() : OptionalLong.of(maxTokens);
  }

  /** {@return the maximum cost of all model calls in US dollars; empty for no limit} */
  public Optional<BigDecimal> maxCostUsd() {
    return Optional.ofNullable(maxCostUsd);
  }

  /** {@return the time limit of the run, without the time that it waits for people} */
  public Duration timeout() {
    return timeout == null ? TIMEOUT : timeout;
  }

  /**
   * {@return the number of calls of the same tool with the same input at which a call is answered
   * with an error instead of being run}
   */
  public int repeatLimit() {
    return repeatLimit == null ? REPEAT_LIMIT : repeatLimit;
  }

  /**
   * {@return these limits tightened by others: of each limit that the others set, the lower value
   * holds} A limit that the others leave unset stays as it is here.
   *
   * @param others the other limits
   */
  public RunLimits tightenedBy(RunLimits others) {
    Builder builder = toBuilder();
    builder.maxSteps = others.maxSteps == null ? maxSteps : lower(maxSteps(), others.maxSteps);
    builder.maxToolCalls =
        others.maxToolCalls == null ? maxToolCalls : lower(maxToolCalls(), others.maxToolCalls);
    builder.maxTokens = lower(maxTokens, others.maxTokens);
    builder.maxCostUsd = lower(maxCostUsd, others.maxCostUsd);
    builder.timeout = others.timeout == null ? timeout : lower(timeout(), others.timeout);
    builder.repeatLimit =
        others.repeatLimit == null ? repeatLimit : lower(repeatLimit(), others.repeatLimit);
    return builder.build();
  }

  private static <T extends Comparable<T>> @Nullable T lower(@Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** {@return a builder that starts from these limits} */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.maxSteps = maxSteps;
    builder.maxToolCalls = maxToolCalls;
    builder.maxTokens = maxTokens;
    builder.maxCostUsd = maxCostUsd;
    builder.timeout = timeout;
    builder.repeatLimit = repeatLimit;
    return builder;
  }

  /** Collects limits. Confined to one thread at a time. */
  public static final class Builder {
    private @Nullable Integer maxSteps;
    private @Nullable Integer maxToolCalls;
    private @Nullable Long maxTokens;
    private @Nullable BigDecimal maxCostUsd;
    private @Nullable Duration timeout;
    private @Nullable Integer repeatLimit;

    private Builder() {}

    /**
     * Sets the number of model calls, at least 1.
     *
     * @param value the number of model calls, at least 1
     * @return this builder
     */
    public Builder maxSteps(int value) {
      require(value >= 1, "maxSteps must be at least 1");
      this.maxSteps = value;
      return this;
    }

    /**
     * Sets the number of tool calls; 0 allows none.
     *
     * @param value the number of tool calls
     * @return this builder
     */
    public Builder maxToolCalls(int value) {
      require(value >= 0, "maxToolCalls cannot be negative");
      this.maxToolCalls = value;
      return this;
    }

    /**
     * Sets the number of tokens.
     *
     * @param value the number of tokens
     * @return this builder
     */
    public Builder maxTokens(long value) {
      require(value >= 1, "maxTokens must be at least 1");
      this.maxTokens = value;
      return this;
    }

    /**
     * Sets the cost in US dollars.
     *
     * @param value the cost in US dollars
     * @return this builder
     */
    public Builder maxCostUsd(BigDecimal value) {
      require(value.signum() > 0, "maxCostUsd must be positive");
      this.maxCostUsd = value;
      return this;
    }

    /**
     * Sets the cost in US dollars.
     *
     * @param value a decimal number, such as {@code "0.25"}
     * @return this builder
     * @throws NumberFormatException if the text is not a decimal number
     */
    public Builder maxCostUsd(String value) {
      return maxCostUsd(new BigDecimal(value));
    }

    /**
     * Sets the wall time.
     *
     * @param value the wall time
     * @return this builder
     */
    public Builder timeout(Duration value) {
      require(!value.isNegative() && !value.isZero(), "timeout must be positive");
      this.timeout = value;
      return this;
    }

    /**
     * Sets the number of equal tool calls at which a call is refused, at least 2.
     *
     * @param value the number of equal tool calls, at least 2
     * @return this builder
     */
    public Builder repeatLimit(int value) {
      require(value >= 2, "repeatLimit must be at least 2");
      this.repeatLimit = value;
      return this;
    }

    /** {@return the limits} */
    public RunLimits build() {
      return new RunLimits(this);
    }

    private static void require(boolean holds, String message) {
      if (!holds) {
        throw new IllegalArgumentException(message);
      }
    }
  }
}

package dev.coda.server.agent;

import dev.coda.api.agent.RunLimits;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The most that any user can have of a run, whatever a request asks for. What is not set is as much
 * as a run has by default. Immutable.
 *
 * @param maxSteps {@code CODA_MAX_STEPS}
 * @param maxToolCalls {@code CODA_MAX_TOOL_CALLS}
 * @param maxTokens {@code CODA_MAX_TOKENS}; null for no limit
 * @param maxCostUsd {@code CODA_MAX_COST_USD}; null for no limit
 * @param maxRunTime {@code CODA_MAX_RUN_TIME}
 */
@ConfigurationProperties("coda")
public record RunCeilings(
    @Nullable Integer maxSteps,
    @Nullable Integer maxToolCalls,
    @Nullable Long maxTokens,
    @Nullable BigDecimal maxCostUsd,
    @Nullable Duration maxRunTime) {

  /** Returns the ceilings themselves. */
  public RunLimits highest() {
    RunLimits.Builder limits = RunLimits.builder();
    if (maxSteps != null) {
      limits.maxSteps(maxSteps);
    }
    if (maxToolCalls != null) {
      limits.maxToolCalls(maxToolCalls);
    }
    if (maxTokens != null) {
      limits.maxTokens(maxTokens);
    }
    if (maxCostUsd != null) {
      limits.maxCostUsd(maxCostUsd);
    }
    if (maxRunTime != null) {
      limits.timeout(maxRunTime);
    }
    return limits.build();
  }

  /**
   * Returns the limits of a run whose request sets none: the defaults, or less where a ceiling is
   * lower. Tokens and money are left to the ceilings.
   */
  public RunLimits usual() {
    RunLimits highest = highest();
    RunLimits defaults = RunLimits.defaults();
    return RunLimits.builder()
        .maxSteps(Math.min(highest.maxSteps(), defaults.maxSteps()))
        .maxToolCalls(Math.min(highest.maxToolCalls(), defaults.maxToolCalls()))
        .timeout(min(highest.timeout(), defaults.timeout()))
        .build();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}

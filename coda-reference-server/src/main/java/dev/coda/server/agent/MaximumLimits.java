package dev.coda.server.agent;

import dev.coda.api.agent.RunLimits;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The maximum limits of a run, which no request can exceed. A limit that is not set is that of a
 * run by default. Immutable.
 *
 * @param maxSteps {@code CODA_MAX_STEPS}
 * @param maxToolCalls {@code CODA_MAX_TOOL_CALLS}
 * @param maxTokens {@code CODA_MAX_TOKENS}; null for no limit
 * @param maxCostUsd {@code CODA_MAX_COST_USD}; null for no limit
 * @param maxRunTime {@code CODA_MAX_RUN_TIME}
 */
@ConfigurationProperties("coda")
public record MaximumLimits(
    @Nullable Integer maxSteps,
    @Nullable Integer maxToolCalls,
    @Nullable Long maxTokens,
    @Nullable BigDecimal maxCostUsd,
    @Nullable Duration maxRunTime) {

  /** Returns the maximum limits. */
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
   * Returns the limits of a run whose request sets none: the defaults, or the maximum if that is
   * lower. Tokens and money have only the maximum.
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

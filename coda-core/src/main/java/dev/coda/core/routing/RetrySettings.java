package dev.coda.core.routing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The retries of a call to one target: their number and their pauses. Immutable.
 *
 * @param maxAttempts attempts at one target in one call, the first included
 * @param firstDelay the longest wait before the second attempt; before each further attempt, the
 *     longest wait is doubled
 * @param maxDelay the longest wait, unless the provider requests a longer one
 * @param maxRetryAfter the longest wait that a provider may request; after a longer one the next
 *     target is called
 * @param budgetRatio retries that a target earns with each call
 * @param budgetReserve retries that a target has at the beginning, and the most that it can save
 */
public record RetrySettings(
    int maxAttempts,
    Duration firstDelay,
    Duration maxDelay,
    Duration maxRetryAfter,
    double budgetRatio,
    int budgetReserve) {

  private static final RetrySettings DEFAULTS =
      new RetrySettings(
          3, Duration.ofMillis(250), Duration.ofSeconds(8), Duration.ofSeconds(20), 1.0, 20);

  /** Validates the components. */
  public RetrySettings {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("max_attempts must be at least 1");
    }
    if (firstDelay.isNegative() || maxDelay.isNegative() || maxRetryAfter.isNegative()) {
      throw new IllegalArgumentException("a delay cannot be negative");
    }
    if (!(budgetRatio >= 0) || budgetReserve < 0) {
      throw new IllegalArgumentException("a retry budget cannot be negative");
    }
  }

  /**
   * Three attempts, from a quarter of a second to eight; on average one retry for each call.
   *
   * @return the settings
   */
  public static RetrySettings defaults() {
    return DEFAULTS;
  }

  /**
   * Calls each target once.
   *
   * @return the settings
   */
  public static RetrySettings none() {
    return defaults().withMaxAttempts(1);
  }

  /**
   * {@return these settings with another number of attempts}
   *
   * @param attempts the number of attempts
   */
  public RetrySettings withMaxAttempts(int attempts) {
    return new RetrySettings(
        attempts, firstDelay, maxDelay, maxRetryAfter, budgetRatio, budgetReserve);
  }

  /**
   * {@return these settings with another budget}
   *
   * @param ratio the share
   * @param reserve the number of retries
   */
  public RetrySettings withBudget(double ratio, int reserve) {
    return new RetrySettings(maxAttempts, firstDelay, maxDelay, maxRetryAfter, ratio, reserve);
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static RetrySettings from(
      @JsonProperty("max_attempts") @Nullable Integer maxAttempts,
      @JsonProperty("first_delay") @Nullable Duration firstDelay,
      @JsonProperty("max_delay") @Nullable Duration maxDelay,
      @JsonProperty("max_retry_after") @Nullable Duration maxRetryAfter,
      @JsonProperty("budget_ratio") @Nullable Double budgetRatio,
      @JsonProperty("budget_reserve") @Nullable Integer budgetReserve) {
    return new RetrySettings(
        Objects.requireNonNullElse(maxAttempts, DEFAULTS.maxAttempts),
        Objects.requireNonNullElse(firstDelay, DEFAULTS.firstDelay),
        Objects.requireNonNullElse(maxDelay, DEFAULTS.maxDelay),
        Objects.requireNonNullElse(maxRetryAfter, DEFAULTS.maxRetryAfter),
        Objects.requireNonNullElse(budgetRatio, DEFAULTS.budgetRatio),
        Objects.requireNonNullElse(budgetReserve, DEFAULTS.budgetReserve));
  }
}

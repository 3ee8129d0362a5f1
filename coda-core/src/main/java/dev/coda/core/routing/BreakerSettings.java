package dev.coda.core.routing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of circuit breakers, which skip targets that keep failing. Immutable.
 *
 * @param window the number of latest attempts that count
 * @param windowTime the time for which an attempt counts
 * @param minAttempts the number of attempts that are needed for a failure rate
 * @param failureRate the share of failures, above 0 and up to 1, at which the breaker opens
 * @param openFor the time for which it stays open before one call may probe the target
 */
public record BreakerSettings(
    int window, Duration windowTime, int minAttempts, double failureRate, Duration openFor) {

  private static final BreakerSettings DEFAULTS =
      new BreakerSettings(50, Duration.ofMinutes(1), 12, 0.8, Duration.ofSeconds(15));

  /** Validates the components. */
  public BreakerSettings {
    if (minAttempts < 1 || window < minAttempts) {
      throw new IllegalArgumentException("a window must hold min_attempts, which is at least 1");
    }
    if (!(failureRate > 0 && failureRate <= 1)) {
      throw new IllegalArgumentException("failure_rate must be above 0 and at most 1");
    }
    if (windowTime.isNegative() || windowTime.isZero() || openFor.isNegative()) {
      throw new IllegalArgumentException("a breaker's times must be positive");
    }
  }

  /**
   * Opens for 15 seconds when 80 % of at least 12 attempts within a minute failed.
   *
   * @return the settings
   */
  public static BreakerSettings defaults() {
    return DEFAULTS;
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static BreakerSettings from(
      @JsonProperty("window") @Nullable Integer window,
      @JsonProperty("window_time") @Nullable Duration windowTime,
      @JsonProperty("min_attempts") @Nullable Integer minAttempts,
      @JsonProperty("failure_rate") @Nullable Double failureRate,
      @JsonProperty("open_for") @Nullable Duration openFor) {
    return new BreakerSettings(
        Objects.requireNonNullElse(window, DEFAULTS.window),
        Objects.requireNonNullElse(windowTime, DEFAULTS.windowTime),
        Objects.requireNonNullElse(minAttempts, DEFAULTS.minAttempts),
        Objects.requireNonNullElse(failureRate, DEFAULTS.failureRate),
        Objects.requireNonNullElse(openFor, DEFAULTS.openFor));
  }
}

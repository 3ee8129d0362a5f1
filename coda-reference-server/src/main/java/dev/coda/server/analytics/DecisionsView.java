package dev.coda.server.analytics;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decisions in an organization's runs. Immutable.
 *
 * @param runs the number of runs that have ended
 * @param steps of the chains of thought
 */
@Introspected
public record DecisionsView(
    Instant from,
    Instant to,
    long runs,
    long steps,
    double stepsPerRun,
    List<StepItem> stepTypes,
    List<ToolItem> tools) {
  /** Copies the lists. */
  public DecisionsView {
    stepTypes = List.copyOf(stepTypes);
    tools = List.copyOf(tools);
  }

  /**
   * The steps of one type. Immutable.
   *
   * @param score the mean evaluation, from 0 to 1; null if none was scored
   */
  @Introspected
  public record StepItem(String stepType, long count, @Nullable Double score) {}

  /**
   * The decisions about one tool. Immutable.
   *
   * @param chosen how often a model selected it
   * @param approved how often a person approved its call
   * @param denied how often a person denied it
   * @param score the mean evaluation of its results, from 0 to 1; null if none was scored
   */
  @Introspected
  public record ToolItem(
      String toolName, long chosen, long approved, long denied, @Nullable Double score) {}
}

package dev.coda.core.routing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models that can answer, and how to choose among them. Immutable.
 *
 * @param policy the choice among the targets
 * @param targets at least one, each model once
 * @param hedgeAfter the time to wait for a first token before the next target is called as well;
 *     null to call one at a time
 */
public record Route(RoutePolicy policy, List<RouteTarget> targets, @Nullable Duration hedgeAfter) {

  /** Validates the components and copies the list. */
  public Route {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("a route needs at least one target");
    }
    if (targets.stream().map(RouteTarget::model).distinct().count() < targets.size()) {
      throw new IllegalArgumentException("a route names each of its targets once");
    }
    if (hedgeAfter != null && hedgeAfter.isNegative()) {
      throw new IllegalArgumentException("hedge_after cannot be negative");
    }
  }

  /**
   * Calls these models in order, each written {@code provider/model}.
   *
   * @param models the models, each written {@code provider/model}
   * @return the route
   */
  public static Route fallback(String... models) {
    return new Route(RoutePolicy.FALLBACK, Stream.of(models).map(RouteTarget::of).toList(), null);
  }

  /**
   * Spreads calls over these targets in proportion to their weights.
   *
   * @param targets the targets
   * @return the route
   */
  public static Route balance(RouteTarget... targets) {
    return new Route(RoutePolicy.BALANCE, List.of(targets), null);
  }

  /**
   * Calls the fastest of these models first, each written {@code provider/model}.
   *
   * @param models the models, each written {@code provider/model}
   * @return the route
   */
  public static Route leastLatency(String... models) {
    return new Route(
        RoutePolicy.LEAST_LATENCY, Stream.of(models).map(RouteTarget::of).toList(), null);
  }

  /**
   * {@return this route with hedging: the next target is called too if there is no token yet}
   *
   * @param delay the time to wait
   */
  public Route hedgedAfter(Duration delay) {
    return new Route(policy, targets, delay);
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static Route from(
      @JsonProperty("policy") @Nullable RoutePolicy policy,
      @JsonProperty("targets") @Nullable List<RouteTarget> targets,
      @JsonProperty("hedge_after") @Nullable Duration hedgeAfter) {
    return new Route(
        policy == null ? RoutePolicy.FALLBACK : policy,
        targets == null ? List.of() : targets,
        hedgeAfter);
  }
}

package dev.coda.core.routing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says which models can answer, and how to choose among them. Immutable.
 *
 * @param targets at least one, each model once
 * @param hedgeAfter how long to wait for a first token before the next target is asked as well;
 *     null to ask one at a time
 */
public record Route(RoutePolicy policy, List<RouteTarget> targets, @Nullable Duration hedgeAfter) {

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

  /** Asks these models in order, each written {@code provider/model}. */
  public static Route fallback(String... models) {
    return new Route(RoutePolicy.FALLBACK, Stream.of(models).map(RouteTarget::of).toList(), null);
  }

  /** Spreads calls over these targets in proportion to their weights. */
  public static Route balance(RouteTarget... targets) {
    return new Route(RoutePolicy.BALANCE, List.of(targets), null);
  }

  /** Asks the model that answers soonest, each written {@code provider/model}. */
  public static Route leastLatency(String... models) {
    return new Route(
        RoutePolicy.LEAST_LATENCY, Stream.of(models).map(RouteTarget::of).toList(), null);
  }

  /** Returns this route with hedging: the next target is asked too if no token came so far. */
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

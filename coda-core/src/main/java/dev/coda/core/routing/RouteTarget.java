package dev.coda.core.routing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.coda.api.model.ModelRef;
import org.jspecify.annotations.Nullable;

/**
 * Names a model that can answer for a route. Immutable.
 *
 * @param model the model
 * @param weight its share under {@link RoutePolicy#BALANCE}, from 1
 */
public record RouteTarget(ModelRef model, int weight) {

  /** Validates the components. */
  public RouteTarget {
    if (weight < 1) {
      throw new IllegalArgumentException("the weight of " + model + " must be at least 1");
    }
  }

  /**
   * {@return a target of weight 1, written {@code provider/model}}
   *
   * @param model the model, written {@code provider/model}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static RouteTarget of(String model) {
    return new RouteTarget(ModelRef.of(model), 1);
  }

  /**
   * {@return a target with its share}
   *
   * @param model the model, written {@code provider/model}
   * @param weight the share of the target, from 1
   */
  public static RouteTarget of(String model, int weight) {
    return new RouteTarget(ModelRef.of(model), weight);
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static RouteTarget from(
      @JsonProperty("model") @Nullable ModelRef model,
      @JsonProperty("weight") @Nullable Integer weight) {
    if (model == null) {
      throw new IllegalArgumentException("a target needs a model");
    }
    return new RouteTarget(model, weight == null ? 1 : weight);
  }
}

package dev.coda.api.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * States the catalogue's facts about a model. Immutable.
 *
 * @param contextWindow tokens that fit in one request with its answer; null if unknown
 * @param maxOutput tokens an answer can have; null if unknown
 * @param price null if unknown: its calls then have no cost, rather than none to pay
 */
public record ModelInfo(
    ModelRef ref,
    @Nullable Integer contextWindow,
    @Nullable Integer maxOutput,
    @Nullable Price price,
    Set<ModelCapability> capabilities) {

  public ModelInfo {
    capabilities = Set.copyOf(capabilities);
  }

  /**
   * A model of which nothing but the name is known; it is assumed to take tools, images and files,
   * until its host refuses them.
   */
  public static ModelInfo unknown(ModelRef ref) {
    return new ModelInfo(
        ref,
        null,
        null,
        null,
        Set.of(ModelCapability.TOOLS, ModelCapability.IMAGES, ModelCapability.FILES));
  }
}

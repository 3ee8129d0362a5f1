package dev.coda.api.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue's facts about a model. Immutable.
 *
 * @param ref its name
 * @param contextWindow tokens that fit in one request with its answer; null if unknown
 * @param maxOutput tokens an answer can have; null if unknown
 * @param price null if unknown; the cost of its calls is then unknown too, and not zero
 * @param capabilities its capabilities
 */
public record ModelInfo(
    ModelRef ref,
    @Nullable Integer contextWindow,
    @Nullable Integer maxOutput,
    @Nullable Price price,
    Set<ModelCapability> capabilities) {

  /** Copies the set. */
  public ModelInfo {
    capabilities = Set.copyOf(capabilities);
  }

  /**
   * {@return a model of which nothing but the name is known; it is assumed to take tools, images
   * and files, until its host refuses them}
   *
   * @param ref the model
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

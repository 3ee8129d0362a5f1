package dev.coda.server.model;

import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.Price;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model in the API. Immutable.
 *
 * @param inputPrice US dollars per million tokens as decimal text; null if unknown
 * @param outputPrice US dollars per million tokens as decimal text; null if unknown
 * @param available whether it can be used now
 */
public record ModelView(
    String provider,
    String name,
    @Nullable Integer contextWindow,
    @Nullable Integer maxOutput,
    @Nullable String inputPrice,
    @Nullable String outputPrice,
    List<ModelCapability> capabilities,
    boolean available) {

  static ModelView of(ModelInfo model) {
    Price price = model.price();
    return new ModelView(
        model.ref().provider(),
        model.ref().name(),
        model.contextWindow(),
        model.maxOutput(),
        price == null ? null : price.input().toPlainString(),
        price == null ? null : price.output().toPlainString(),
        model.capabilities().stream().sorted().toList(),
        true);
  }
}

package dev.coda.providers.catalogue;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shape of {@code models.json}. Prices are decimal texts, in dollars per million tokens. */
record CatalogueFile(List<Row> models) {

  CatalogueFile {
    models = List.copyOf(models);
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record Row(
      @Nullable String model,
      @Nullable Integer contextWindow,
      @Nullable Integer maxOutput,
      @Nullable Cost price,
      @Nullable Set<ModelCapability> capabilities,
      @Nullable Boolean fixedSampling) {

    CatalogueEntry entry() {
      if (model == null) {
        throw new IllegalArgumentException("a row of the catalogue names no model");
      }
      ModelInfo info =
          new ModelInfo(
              ModelRef.of(model),
              contextWindow,
              maxOutput,
              price == null ? null : price.price(),
              capabilities == null ? Set.of() : capabilities);
      return new CatalogueEntry(info, !Boolean.TRUE.equals(fixedSampling));
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record Cost(
      BigDecimal input,
      BigDecimal output,
      @Nullable BigDecimal cacheRead,
      @Nullable BigDecimal cacheWrite) {

    Price price() {
      return new Price(input, output, cacheRead, cacheWrite);
    }
  }
}

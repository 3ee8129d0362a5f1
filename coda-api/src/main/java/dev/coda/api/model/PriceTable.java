package dev.coda.api.model;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The prices of models: an application's own prices first, then the catalogue's. Immutable. */
public final class PriceTable {
  private static final PriceTable CATALOGUE = new PriceTable(Map.of());

  private final Map<ModelRef, Price> overrides;

  private PriceTable(Map<ModelRef, Price> overrides) {
    this.overrides = Map.copyOf(overrides);
  }

  /**
   * Uses only the catalogue's prices.
   *
   * @return the prices
   */
  public static PriceTable catalogue() {
    return CATALOGUE;
  }

  /**
   * Uses these prices, and the catalogue's for other models.
   *
   * @param overrides prices by model
   * @return the prices
   */
  public static PriceTable of(Map<ModelRef, Price> overrides) {
    return new PriceTable(overrides);
  }

  /**
   * {@return the cost of this usage in US dollars; empty if the price is unknown}
   *
   * @param model the model
   * @param usage the tokens
   */
  public Optional<BigDecimal> cost(ModelInfo model, Usage usage) {
    return price(model).map(price -> price.cost(usage));
  }

  /**
   * {@return the price of a model; empty if unknown}
   *
   * @param model the model
   */
  public Optional<Price> price(ModelInfo model) {
    @Nullable Price price = overrides.getOrDefault(model.ref(), model.price());
    return Optional.ofNullable(price);
  }
}

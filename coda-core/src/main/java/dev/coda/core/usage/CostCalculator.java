package dev.coda.core.usage;

import dev.coda.api.model.Price;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Multiplies tokens by prices, exactly: decimals all the way. Thread-safe. */
public final class CostCalculator {
  private static final int MILLION_DIGITS = 6;

  private CostCalculator() {}

  /**
   * Returns the cost in US dollars. Cached tokens are priced as such, the rest of input in full.
   */
  public static BigDecimal cost(Price price, Usage usage) {
    long plainInput = Math.max(0, usage.input() - usage.cacheRead() - usage.cacheWrite());
    BigDecimal perMillion =
        times(price.input(), plainInput)
            .add(times(orInput(price, price.cacheRead()), usage.cacheRead()))
            .add(times(orInput(price, price.cacheWrite()), usage.cacheWrite()))
            .add(times(price.output(), usage.output()));
    BigDecimal cost = perMillion.movePointLeft(MILLION_DIGITS).stripTrailingZeros();
    return cost.signum() == 0 ? BigDecimal.ZERO : cost;
  }

  private static BigDecimal orInput(Price price, @Nullable BigDecimal special) {
    return Objects.requireNonNullElse(special, price.input());
  }

  private static BigDecimal times(BigDecimal price, long tokens) {
    return price.multiply(BigDecimal.valueOf(tokens));
  }
}

package dev.coda.core.internal.usage;

import dev.coda.api.model.Price;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Describes what a model call is expected to take at most. Immutable.
 *
 * @param inputTokens what is sent
 * @param maxOutput what the model can answer; null if nobody knows
 * @param price null if nobody knows; such a call counts as free
 * @param tools whether the model could ask for tools, so that another call follows
 */
public record CallEstimate(
    long inputTokens, @Nullable Integer maxOutput, @Nullable Price price, boolean tools) {

  BigDecimal cost(long input, long output) {
    return price == null ? BigDecimal.ZERO : dearest(price).cost(Usage.of(input, output));
  }

  /** Writing a cache can cost more than plain input; nobody knows before which it will be. */
  private static Price dearest(Price price) {
    BigDecimal write = price.cacheWrite();
    BigDecimal input = write == null ? price.input() : write.max(price.input());
    return new Price(input, price.output(), null, null);
  }
}

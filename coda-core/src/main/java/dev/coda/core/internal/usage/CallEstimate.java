package dev.coda.core.internal.usage;

import dev.coda.api.model.Price;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The expected maximum use of a model call. Immutable.
 *
 * @param inputTokens the tokens of the prompt
 * @param maxOutput the maximum tokens of the answer; null if unknown
 * @param price null if unknown; the call then counts as free
 * @param tools whether the model could call tools, so that another model call follows
 */
public record CallEstimate(
    long inputTokens, @Nullable Integer maxOutput, @Nullable Price price, boolean tools) {

  BigDecimal cost(long input, long output) {
    return price == null ? BigDecimal.ZERO : dearest(price).cost(Usage.of(input, output));
  }

  /**
   * Writing a cache can cost more than plain input; it is not known before which will be billed.
   */
  private static Price dearest(Price price) {
    BigDecimal write = price.cacheWrite();
    BigDecimal input = write == null ? price.input() : write.max(price.input());
    return new Price(input, price.output(), null, null);
  }
}

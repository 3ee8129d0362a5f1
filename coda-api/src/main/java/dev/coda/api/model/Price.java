package dev.coda.api.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The prices of a model, in US dollars per million tokens. Immutable.
 *
 * @param input the price of input
 * @param output the price of output
 * @param cacheRead null if cached input costs the same as other input
 * @param cacheWrite null if writing the cache costs the same as other input
 */
public record Price(
    BigDecimal input,
    BigDecimal output,
    @Nullable BigDecimal cacheRead,
    @Nullable BigDecimal cacheWrite) {
  private static final int MILLION_DIGITS = 6;

  /**
   * {@return a price without cache discounts, given as decimal text}
   *
   * @param input the price of input, as decimal text
   * @param output the price of output, as decimal text
   */
  public static Price of(String input, String output) {
    return new Price(new BigDecimal(input), new BigDecimal(output), null, null);
  }

  /**
   * {@return the cost of a usage in US dollars, exactly} Cached tokens have the prices of the
   * cache, and the rest of the input has the full price.
   *
   * @param usage the tokens
   */
  public BigDecimal cost(Usage usage) {
    long plainInput = Math.max(0, usage.input() - usage.cacheRead() - usage.cacheWrite());
    BigDecimal perMillion =
        times(input, plainInput)
            .add(times(orInput(cacheRead), usage.cacheRead()))
            .add(times(orInput(cacheWrite), usage.cacheWrite()))
            .add(times(output, usage.output()));
    BigDecimal cost = perMillion.movePointLeft(MILLION_DIGITS).stripTrailingZeros();
    return cost.signum() == 0 ? BigDecimal.ZERO : cost;
  }

  private BigDecimal orInput(@Nullable BigDecimal special) {
    return special == null ? input : special;
  }

  private static BigDecimal times(BigDecimal price, long tokens) {
    return price.multiply(BigDecimal.valueOf(tokens));
  }
}

package dev.coda.api.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * States what a model costs, in US dollars per million tokens. Immutable.
 *
 * @param cacheRead null where cached input costs the same as other input
 * @param cacheWrite null where writing the cache costs the same as other input
 */
public record Price(
    BigDecimal input,
    BigDecimal output,
    @Nullable BigDecimal cacheRead,
    @Nullable BigDecimal cacheWrite) {

  /** A price without cache discounts, given as decimal text. */
  public static Price of(String input, String output) {
    return new Price(new BigDecimal(input), new BigDecimal(output), null, null);
  }
}

package dev.coda.server.quota;

import java.math.BigDecimal;

/** Writes amounts in the form of the API. Thread-safe. */
public final class Money {
  private Money() {}

  /** Returns an amount as a decimal text without trailing zeros or an exponent. */
  public static String text(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}

package dev.coda.sampletools.tool;

import java.math.BigDecimal;

/**
 * Writes numbers the way people do: {@code 4} rather than {@code 4.0} or {@code 4E+0}.
 *
 * <p>Immutable.
 */
public final class CleanNumber {
  private static final int LONGEST_WHOLE_NUMBER = 34;

  private CleanNumber() {}

  /** Drops trailing zeros, and the exponent too where the whole number has at most 34 digits. */
  public static BigDecimal of(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    int wholeDigits = stripped.precision() - stripped.scale();
    return stripped.scale() < 0 && wholeDigits <= LONGEST_WHOLE_NUMBER
        ? stripped.setScale(0)
        : stripped;
  }
}

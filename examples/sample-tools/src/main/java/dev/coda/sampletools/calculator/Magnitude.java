package dev.coda.sampletools.calculator;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;

/** The numbers that may occur: zero, and those that every JSON reader can hold. Immutable. */
final class Magnitude {
  static final String PROBLEM = "too large or too small (the limits are 1e308 and 1e-308)";
  private static final int LARGEST_EXPONENT = 308;

  private Magnitude() {}

  static boolean allows(BigDecimal number) {
    // In long, as the scale of a number such as 1e-2147483647 is at the limit of int.
    long exponent = (long) number.precision() - number.scale() - 1;
    return number.signum() == 0 || Math.abs(exponent) < LARGEST_EXPONENT;
  }

  /** Refuses values that are not numbers within the limits. */
  static void check(Token token, EvaluationValue... values) throws EvaluationException {
    for (EvaluationValue value : values) {
      if (!value.isNumberValue()) {
        throw new EvaluationException(token, "'" + token.getValue() + "' needs numbers");
      }
      if (!allows(value.getNumberValue())) {
        throw new EvaluationException(token, "Number " + PROBLEM);
      }
    }
  }
}

package dev.coda.providers.demo;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sum such as {@code 3x - 2 * y + 4}. */
record LinearExpression(Map<String, BigDecimal> coefficients, BigDecimal constant) {
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(?<sign>[+\\-\\u2212]?)\\s*(?<number>\\d+(?:\\.\\d+)?|\\.\\d+)?\\s*[*\\u00b7]?\\s*"
              + "(?<variable>[A-Za-z_][A-Za-z0-9_]*)?\\s*");

  /** Reads a sum; empty if the text is anything else. */
  static Optional<LinearExpression> parse(String text) {
    Map<String, BigDecimal> coefficients = new LinkedHashMap<>();
    BigDecimal constant = BigDecimal.ZERO;
    Matcher term = TERM.matcher(text);
    int at = 0;
    while (at < text.length()) {
      boolean isTerm = term.region(at, text.length()).lookingAt();
      if (!isTerm || (term.group("number") == null && term.group("variable") == null)) {
        return Optional.empty();
      }
      boolean isFirst = at == 0;
      if (!isFirst && term.group("sign").isEmpty()) {
        return Optional.empty();
      }
      BigDecimal value = value(term);
      if (term.group("variable") == null) {
        constant = constant.add(value);
      } else {
        coefficients.merge(term.group("variable"), value, BigDecimal::add);
      }
      at = term.end();
    }
    return at == 0 ? Optional.empty() : Optional.of(new LinearExpression(coefficients, constant));
  }

  /** Subtracts another sum; variables that cancel out are left with 0. */
  LinearExpression minus(LinearExpression other) {
    Map<String, BigDecimal> left = new LinkedHashMap<>(coefficients);
    other.coefficients.forEach((name, value) -> left.merge(name, value.negate(), BigDecimal::add));
    return new LinearExpression(left, constant.subtract(other.constant));
  }

  private static BigDecimal value(Matcher term) {
    String number = term.group("number");
    BigDecimal value = number == null ? BigDecimal.ONE : new BigDecimal(number);
    String sign = term.group("sign");
    return sign.isEmpty() || sign.equals("+") ? value : value.negate();
  }
}

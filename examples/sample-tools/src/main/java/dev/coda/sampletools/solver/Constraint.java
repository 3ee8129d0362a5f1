package dev.coda.sampletools.solver;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A weighted sum of variables, compared with a value. Immutable. */
record Constraint(
    String name, Map<String, BigDecimal> coefficients, Relation relation, BigDecimal value) {
  private static final double TOLERANCE = 1e-6;

  Constraint {
    coefficients = Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
  }

  boolean holdsFor(Map<String, BigDecimal> values) {
    double slack = slack(values);
    return switch (relation) {
      case AT_MOST -> slack >= -tolerance(values);
      case AT_LEAST -> slack <= tolerance(values);
      case EQUAL -> Math.abs(slack) <= tolerance(values);
    };
  }

  /** Returns whether the sum reaches the value, so that moving the value may move the optimum. */
  boolean bindsAt(Map<String, BigDecimal> values) {
    return Math.abs(slack(values)) <= tolerance(values);
  }

  private double slack(Map<String, BigDecimal> values) {
    return value.subtract(LinearProgram.sum(coefficients, values)).doubleValue();
  }

  /** Grows with the terms, because rounding errors do. */
  private double tolerance(Map<String, BigDecimal> values) {
    double largest = Math.max(1, value.abs().doubleValue());
    for (Map.Entry<String, BigDecimal> term : coefficients.entrySet()) {
      BigDecimal product = term.getValue().multiply(LinearProgram.value(values, term.getKey()));
      largest = Math.max(largest, product.abs().doubleValue());
    }
    return TOLERANCE * largest;
  }
}

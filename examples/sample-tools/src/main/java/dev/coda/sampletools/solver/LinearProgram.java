package dev.coda.sampletools.solver;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A linear or mixed-integer program; variables keep the order of the input. Immutable. */
record LinearProgram(
    Sense sense,
    Map<String, BigDecimal> objective,
    List<Constraint> constraints,
    Map<String, Domain> variables) {

  LinearProgram {
    objective = Collections.unmodifiableMap(new LinkedHashMap<>(objective));
    constraints = List.copyOf(constraints);
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  boolean hasIntegers() {
    return variables.values().stream().anyMatch(Domain::integer);
  }

  /** Returns the same region with an objective that is always zero: any point in it is optimal. */
  LinearProgram withoutObjective() {
    return new LinearProgram(sense, Map.of(), constraints, variables);
  }

  /** Returns the same program with fractions allowed everywhere. */
  LinearProgram relaxed() {
    Map<String, Domain> relaxed = new LinkedHashMap<>();
    variables.forEach(
        (name, domain) -> relaxed.put(name, new Domain(domain.lower(), domain.upper(), false)));
    return new LinearProgram(sense, objective, constraints, relaxed);
  }

  BigDecimal objectiveAt(Map<String, BigDecimal> values) {
    return sum(objective, values);
  }

  static BigDecimal sum(Map<String, BigDecimal> coefficients, Map<String, BigDecimal> values) {
    return coefficients.entrySet().stream()
        .map(term -> term.getValue().multiply(value(values, term.getKey())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static BigDecimal value(Map<String, BigDecimal> values, String variable) {
    return Objects.requireNonNull(values.get(variable), variable);
  }
}

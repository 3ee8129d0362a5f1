package dev.coda.sampletools.solver;

import dev.coda.sampletools.solver.Outcome.Status;
import dev.coda.sampletools.tool.CleanNumber;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tool's reply; objective, values and binding constraints only where there is a point.
 * Immutable.
 */
record Solution(
    String status,
    @Nullable BigDecimal objectiveValue,
    @Nullable Map<String, BigDecimal> variables,
    @Nullable List<String> bindingConstraints,
    long solveTimeMs) {
  private static final int DECIMALS = 9;
  private static final MathContext DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

  static Solution of(LinearProgram program, Outcome outcome, long millis) {
    String status = outcome.status().name().toLowerCase(Locale.ROOT);
    if (outcome.status() != Status.OPTIMAL && outcome.status() != Status.FEASIBLE) {
      return new Solution(status, null, null, null, millis);
    }
    Map<String, BigDecimal> shown = new LinkedHashMap<>();
    outcome.values().forEach((name, value) -> shown.put(name, withoutNoise(value)));
    // From the values as found: rounded ones would turn 3 times a third into 0.999999999.
    BigDecimal objective = withoutNoise(program.objectiveAt(outcome.values()));
    List<String> binding =
        program.constraints().stream()
            .filter(constraint -> constraint.bindsAt(outcome.values()))
            .map(Constraint::name)
            .toList();
    return new Solution(status, objective, shown, binding, millis);
  }

  private static BigDecimal withoutNoise(BigDecimal value) {
    return CleanNumber.of(value.round(DIGITS).setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }
}

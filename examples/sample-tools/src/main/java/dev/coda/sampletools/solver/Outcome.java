package dev.coda.sampletools.solver;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a solver found: a status, with values where there is a point to show. Immutable. */
record Outcome(Status status, Map<String, BigDecimal> values) {

  enum Status {
    OPTIMAL,
    /** A point that satisfies everything, perhaps not the best: the time was up. */
    FEASIBLE,
    INFEASIBLE,
    UNBOUNDED
  }

  Outcome {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Outcome without(Status status) {
    return new Outcome(status, Map.of());
  }
}

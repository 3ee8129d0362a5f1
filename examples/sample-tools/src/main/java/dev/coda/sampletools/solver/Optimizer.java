package dev.coda.sampletools.solver;

import dev.coda.sampletools.solver.Outcome.Status;

/**
 * Solves a program in the order that makes every status certain. The relaxed program comes first:
 * an integer solver alone tends to report an unbounded program as infeasible.
 *
 * <p>Immutable.
 */
final class Optimizer {
  private Optimizer() {}

  static Outcome solve(LinearProgram program, Deadline deadline) {
    Outcome relaxed = OjalgoModel.of(program.relaxed()).solve(deadline);
    return switch (relaxed.status()) {
      case INFEASIBLE -> relaxed;
      case UNBOUNDED -> unboundedOrInfeasible(program, deadline);
      case OPTIMAL, FEASIBLE ->
          program.hasIntegers() ? OjalgoModel.of(program).solve(deadline) : relaxed;
    };
  }

  /**
   * With rational coefficients a program whose relaxation is unbounded is unbounded itself, if it
   * has any point at all (Meyer, 1974).
   */
  private static Outcome unboundedOrInfeasible(LinearProgram program, Deadline deadline) {
    Outcome anyPoint = OjalgoModel.of(program.withoutObjective()).solve(deadline);
    return Outcome.without(
        anyPoint.status() == Status.INFEASIBLE ? Status.INFEASIBLE : Status.UNBOUNDED);
  }
}

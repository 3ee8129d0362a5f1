package dev.coda.sampletools.solver;

import dev.coda.sampletools.solver.Outcome.Status;
import dev.coda.sampletools.tool.NoAnswerException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.ojalgo.concurrent.Parallelism;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;
import org.ojalgo.optimisation.integer.IntegerStrategy;

/** A program as ojAlgo holds it, to be solved once. Confined to one thread at a time. */
final class OjalgoModel {
  /** Share of the time after which the best point found so far will do. */
  private static final double SUFFICIENT_SHARE = 0.8;

  private final LinearProgram program;
  private final ExpressionsBasedModel model = new ExpressionsBasedModel();
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  private OjalgoModel(LinearProgram program) {
    this.program = program;
  }

  static OjalgoModel of(LinearProgram program) {
    OjalgoModel created = new OjalgoModel(program);
    program.variables().forEach(created::addVariable);
    program.constraints().forEach(created::addConstraint);
    return created;
  }

  Outcome solve(Deadline deadline) {
    long millis = deadline.remainingMillis();
    model.options.time_abort = millis;
    model.options.time_suffice = Math.round(millis * SUFFICIENT_SHARE);
    // One thread a call: many callers share the machine, and equal calls get equal answers.
    model.options.integer(IntegerStrategy.newConfigurable().withParallelism(Parallelism.ONE));
    Optimisation.Result result =
        program.sense() == Sense.MAXIMIZE ? model.maximise() : model.minimise();
    Optimisation.State state = result.getState();
    // First, as ojAlgo counts an unbounded program's last point as feasible too. A search that ran
    // out of time has proved nothing, whatever state it was left in.
    if (state == Optimisation.State.UNBOUNDED && deadline.remainingMillis() > 0) {
      return Outcome.without(Status.UNBOUNDED);
    }
    if (state == Optimisation.State.INFEASIBLE && deadline.remainingMillis() > 0) {
      return Outcome.without(Status.INFEASIBLE);
    }
    if (state.isOptimal() || state == Optimisation.State.FEASIBLE) {
      Status status = state.isOptimal() ? Status.OPTIMAL : Status.FEASIBLE;
      return new Outcome(status, verified(result));
    }
    throw new NoAnswerException(
        "No solution was found within "
            + deadline.limit().toSeconds()
            + " s; use fewer variables or constraints, or drop integer where fractions will do");
  }

  private void addVariable(String name, Domain domain) {
    Variable variable = model.newVariable(name).integer(domain.integer());
    if (domain.lower() != null) {
      variable.lower(domain.lower());
    }
    if (domain.upper() != null) {
      variable.upper(domain.upper());
    }
    BigDecimal weight = program.objective().get(name);
    if (weight != null) {
      variable.weight(weight);
    }
    variables.put(name, variable);
  }

  private void addConstraint(Constraint constraint) {
    Expression expression = model.newExpression(constraint.name());
    constraint
        .coefficients()
        .forEach((name, coefficient) ->
            expression.set(Objects.requireNonNull(variables.get(name)), coefficient));
    switch (constraint.relation()) {
      case AT_MOST -> expression.upper(constraint.value());
      case AT_LEAST -> expression.lower(constraint.value());
      case EQUAL -> expression.level(constraint.value());
    }
  }

  /** Checks the point against the program itself; trust in floating point is not enough. */
  private Map<String, BigDecimal> verified(Optimisation.Result result) {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    program
        .variables()
        .forEach((name, domain) -> {
          BigDecimal value = result.get(values.size());
          values.put(name, domain.integer() ? value.setScale(0, RoundingMode.HALF_EVEN) : value);
        });
    for (Constraint constraint : program.constraints()) {
      if (!constraint.holdsFor(values)) {
        throw new NoAnswerException(
            "The solution found does not satisfy \""
                + constraint.name()
                + "\"; bring the coefficients closer to one another in size");
      }
    }
    return values;
  }
}

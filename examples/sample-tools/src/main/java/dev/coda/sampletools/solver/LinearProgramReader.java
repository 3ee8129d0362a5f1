package dev.coda.sampletools.solver;

import dev.coda.sampletools.tool.InvalidInputException;
import dev.coda.sampletools.tool.ToolInput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a program from a tool's input. Immutable. */
final class LinearProgramReader {
  private static final int MOST_VARIABLES = 500;
  private static final int MOST_CONSTRAINTS = 1_000;
  private static final int LONGEST_NAME = 100;
  private static final double LARGEST_NUMBER = 1e12;

  private static final Map<String, Sense> SENSES =
      new TreeMap<>(Map.of("maximize", Sense.MAXIMIZE, "minimize", Sense.MINIMIZE));
  private static final Map<String, Relation> RELATIONS =
      new TreeMap<>(Map.of("<=", Relation.AT_MOST, ">=", Relation.AT_LEAST, "=", Relation.EQUAL));

  private LinearProgramReader() {}

  static LinearProgram read(ToolInput input) {
    input.allowing("objective", "constraints", "variables");
    ToolInput objective = input.object("objective").allowing("sense", "coefficients");
    Sense sense = objective.choice("sense", SENSES);
    Map<String, BigDecimal> weights = numbers(objective);
    List<Constraint> constraints = constraints(input.objects("constraints", MOST_CONSTRAINTS));
    Map<String, Domain> variables = new LinkedHashMap<>();
    weights.keySet().forEach(name -> variables.put(name, Domain.NOT_NEGATIVE));
    for (Constraint constraint : constraints) {
      constraint.coefficients().keySet().forEach(name -> variables.put(name, Domain.NOT_NEGATIVE));
    }
    if (input.names().contains("variables")) {
      ToolInput declared = input.object("variables");
      declared.names().forEach(name -> variables.put(name, domain(declared.object(name))));
    }
    if (variables.size() > MOST_VARIABLES) {
      throw new InvalidInputException(
          "variables", "must be at most " + MOST_VARIABLES + ", are " + variables.size());
    }
    return new LinearProgram(sense, weights, constraints, variables);
  }

  private static List<Constraint> constraints(List<ToolInput> inputs) {
    List<Constraint> constraints = new ArrayList<>(inputs.size());
    Set<String> names = new HashSet<>();
    for (ToolInput input : inputs) {
      input.allowing("name", "coefficients", "operator", "value");
      String name =
          input.names().contains("name")
              ? input.text("name", LONGEST_NAME)
              : "constraint_" + (constraints.size() + 1);
      if (!names.add(name)) {
        throw new InvalidInputException(input.path("name"), "\"" + name + "\" is taken");
      }
      constraints.add(
          new Constraint(
              name,
              numbers(input),
              input.choice("operator", RELATIONS),
              input.number("value", LARGEST_NUMBER)));
    }
    return constraints;
  }

  private static Map<String, BigDecimal> numbers(ToolInput input) {
    return input.object("coefficients").numbers(LARGEST_NUMBER);
  }

  private static Domain domain(ToolInput input) {
    input.allowing("lower", "upper", "integer");
    BigDecimal lower =
        input.names().contains("lower")
            ? input.nullableNumber("lower", LARGEST_NUMBER)
            : Domain.NOT_NEGATIVE.lower();
    BigDecimal upper =
        input.names().contains("upper") ? input.nullableNumber("upper", LARGEST_NUMBER) : null;
    if (lower != null && upper != null && lower.compareTo(upper) > 0) {
      throw new InvalidInputException(
          input.path("upper"), "must not be below the lower bound (" + lower + ")");
    }
    return new Domain(lower, upper, input.flag("integer"));
  }
}

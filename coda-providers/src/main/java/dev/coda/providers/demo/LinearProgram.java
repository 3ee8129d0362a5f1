package dev.coda.providers.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an optimisation problem as a person writes it, such as {@code maximize 3x + 2y subject to x
 * + y <= 4, x + 3y <= 6}, into the input of a solver.
 */
final class LinearProgram {
  private static final Pattern PROBLEM =
      Pattern.compile(
          "(?is)\\b(?<sense>max|min)(?:imi[sz]e)?\\b:?\\s+(?<objective>.+?)\\s*[,;]?\\s*"
              + "\\b(?:subject\\s+to|such\\s+that|s\\.\\s*t\\.|st|with|where|if|under)(?!\\w):?\\s+"
              + "(?<constraints>.+)");
  private static final Pattern BETWEEN =
      Pattern.compile("\\s*(?:[,;\\n]|\\band\\b)\\s*(?:and\\b\\s*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern COMPARISON = Pattern.compile("<=|>=|=<|=>|==|\\u2264|\\u2265|<|>|=");
  private static final Pattern INTEGERS =
      Pattern.compile("(?i)(?:(?<names>[a-z_]\\w*)\\s+)?(?:are\\s+|is\\s+)?(?:integers?|whole)");

  private final ArrayNode constraints = JsonNodeFactory.instance.arrayNode();
  private final ObjectNode variables = JsonNodeFactory.instance.objectNode();

  private LinearProgram() {}

  /** Returns the solver's input; empty if the text holds no problem that is understood. */
  static Optional<ObjectNode> parse(String text) {
    Matcher problem = PROBLEM.matcher(text.strip().replaceAll("[.?!]+$", ""));
    return problem.find() ? new LinearProgram().read(problem) : Optional.empty();
  }

  private Optional<ObjectNode> read(Matcher problem) {
    Optional<LinearExpression> objective =
        LinearExpression.parse(problem.group("objective").replaceFirst("^.*=\\s*", ""));
    if (objective.isEmpty() || objective.get().coefficients().isEmpty()) {
      return Optional.empty();
    }
    for (String part : BETWEEN.splitAsStream(problem.group("constraints")).toList()) {
      if (!part.isBlank() && !constraint(part.strip()) && !integer(part.strip())) {
        return Optional.empty();
      }
    }
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    boolean most = problem.group("sense").equalsIgnoreCase("max");
    ObjectNode goal = input.putObject("objective").put("sense", most ? "maximize" : "minimize");
    write(goal.putObject("coefficients"), objective.get().coefficients());
    input.set("constraints", constraints);
    if (!variables.isEmpty()) {
      input.set("variables", variables);
    }
    return Optional.of(input);
  }

  private boolean constraint(String text) {
    Matcher comparison = COMPARISON.matcher(text);
    if (!comparison.find()) {
      return false;
    }
    Optional<LinearExpression> left = LinearExpression.parse(text.substring(0, comparison.start()));
    Optional<LinearExpression> right = LinearExpression.parse(text.substring(comparison.end()));
    if (left.isEmpty() || right.isEmpty()) {
      return false;
    }
    LinearExpression difference = left.get().minus(right.get());
    if (difference.coefficients().isEmpty()) {
      return false;
    }
    ObjectNode constraint = constraints.addObject();
    write(constraint.putObject("coefficients"), difference.coefficients());
    constraint.put("operator", operator(comparison.group()));
    constraint.put("value", difference.constant().negate());
    return true;
  }

  /** Reads {@code x integer}, or {@code integer} of everything that is mentioned. */
  private boolean integer(String text) {
    Matcher integers = INTEGERS.matcher(text);
    if (!integers.matches()) {
      return false;
    }
    String named = integers.group("names");
    List<String> names = named == null ? mentioned() : List.of(named);
    names.forEach(name -> variables.putObject(name).put("integer", true));
    return true;
  }

  private List<String> mentioned() {
    return constraints
        .valueStream()
        .flatMap(constraint -> constraint.path("coefficients").propertyStream())
        .map(Map.Entry::getKey)
        .distinct()
        .toList();
  }

  private static String operator(String written) {
    return switch (written) {
      case "<=", "=<", "<", "\u2264" -> "<=";
      case ">=", "=>", ">", "\u2265" -> ">=";
      default -> "=";
    };
  }

  private static void write(ObjectNode to, Map<String, BigDecimal> coefficients) {
    coefficients.forEach(to::put);
  }
}

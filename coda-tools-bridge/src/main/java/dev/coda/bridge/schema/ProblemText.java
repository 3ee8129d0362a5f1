package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.core.tools.SchemaFinding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Turns a validator's findings into texts that need no knowledge of JSON Schema. */
final class ProblemText {
  private ProblemText() {}

  static FieldProblem describe(SchemaFinding finding) {
    String where = place(finding.path());
    String property = finding.property();
    return switch (finding.keyword()) {
      case "required" -> new FieldProblem(where, "'" + property + "' is missing");
      case "additionalProperties" ->
          new FieldProblem(
              where, "'" + property + "' is not a field here" + Spelling.suggest(property));
      case "type" ->
          new FieldProblem(
              where,
              "must be "
                  + join(finding.expected(), " or ")
                  + ", but is "
                  + word(finding.actual().getNodeType().name().toLowerCase(Locale.ROOT)));
      case "enum" -> new FieldProblem(where, "must be one of " + join(finding.expected(), ", "));
      case "const" -> new FieldProblem(where, "must be '" + finding.expected().asText() + "'");
      case "pattern" -> new FieldProblem(where, pattern(where, finding));
      default -> new FieldProblem(where, finding.message());
    };
  }

  private static String pattern(String where, SchemaFinding finding) {
    if (where.endsWith("_env")) {
      return "must be the name of an environment variable, not its value";
    }
    String field = where.substring(where.lastIndexOf('.') + 1);
    return switch (field) {
      case "url" -> "must begin with http://, https:// or ${";
      case "name" -> "must be 1 to 64 letters, digits, '_' or '-'";
      case "openapi" -> "must be version 3";
      default -> finding.message();
    };
  }

  /** Turns {@code /a/0/b} into {@code a[0].b}. */
  private static String place(String pointer) {
    StringBuilder result = new StringBuilder();
    for (String step : pointer.split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      if (name.matches("\\d+")) {
        result.append('[').append(name).append(']');
      } else if (!name.isEmpty()) {
        result.append(result.isEmpty() ? "" : ".").append(name);
      }
    }
    return result.toString();
  }

  private static String join(JsonNode oneOrMore, String separator) {
    Iterable<JsonNode> all = oneOrMore.isArray() ? oneOrMore : List.of(oneOrMore);
    return StreamSupport.stream(all.spliterator(), false)
        .map(each -> word(each.asText()))
        .collect(Collectors.joining(separator));
  }

  private static String word(String type) {
    return switch (type) {
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "string" -> "text";
      case "boolean" -> "true or false";
      case "object" -> "an object";
      case "array" -> "a list";
      default -> type;
    };
  }
}

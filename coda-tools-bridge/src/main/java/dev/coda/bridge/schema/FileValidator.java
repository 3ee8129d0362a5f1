package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.core.tools.SchemaCheck;
import dev.coda.core.tools.SchemaFinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates a tool's file against the JSON Schema in this package. */
final class FileValidator {
  private static final String RESOURCE = "tool-file.schema.json";
  private static final Set<String> VALUES = Set.of("enum", "const", "default", "examples");
  private static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
  private static final Set<String> OPEN =
      Set.of("$ref", "allOf", "anyOf", "oneOf", "patternProperties", "if", "dependentSchemas");
  private static final Pattern URL_ARGUMENT = Pattern.compile("(?<!\\$)\\{([^{}/]+)}");

  private final SchemaCheck schema;

  FileValidator() {
    try (InputStream in =
        Objects.requireNonNull(FileValidator.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      this.schema = SchemaCheck.of(CodaJson.mapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void check(JsonNode file) throws InvalidFileException {
    List<SchemaFinding> findings = schema.findings(file);
    if (!findings.isEmpty()) {
      throw new InvalidFileException(
          findings.stream()
              .map(ProblemText::describe)
              .distinct()
              .sorted(Comparator.comparing(FieldProblem::where))
              .limit(10)
              .toList());
    }
  }

  /** Checks that a schema in the file can be used without loading a part of it from elsewhere. */
  void checkSchema(String where, JsonNode inner) throws InvalidFileException {
    checkReferences(where, inner);
    try {
      SchemaCheck.of(inner);
    } catch (RuntimeException e) {
      throw new InvalidFileException(where, "is not a usable JSON Schema: " + e.getMessage());
    }
  }

  /** Visits only the schemas: properties and values may have any name. */
  private static void checkReferences(String where, JsonNode schema) throws InvalidFileException {
    JsonNode reference = schema.path("$ref");
    if (reference.isTextual() && !reference.textValue().startsWith("#")) {
      throw new InvalidFileException(
          where,
          "the reference '" + reference.textValue() + "' must begin with '#': nothing is fetched");
    }
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      if (!VALUES.contains(keyword.getKey())) {
        JsonNode inner = keyword.getValue();
        if (MAPS.contains(keyword.getKey()) || inner.isArray()) {
          for (JsonNode each : inner) {
            checkReferences(where, each);
          }
        } else if (inner.isObject()) {
          checkReferences(where, inner);
        }
      }
    }
  }

  /** Checks that the arguments which the file places are among those that it describes. */
  void checkArguments(JsonNode own) throws InvalidFileException {
    JsonNode parameters = own.path("parameters");
    if (!parameters.path("properties").isObject()
        || OPEN.stream().anyMatch(parameters::has)
        || parameters.path("additionalProperties").isObject()) {
      return;
    }
    List<FieldProblem> problems = new ArrayList<>();
    for (String field : List.of("locations", "styles")) {
      for (Map.Entry<String, JsonNode> each : own.path(field).properties()) {
        checkArgument(field + "." + each.getKey(), each.getKey(), parameters, problems);
      }
    }
    if (own.has("body_argument")) {
      checkArgument("body_argument", own.path("body_argument").asText(), parameters, problems);
    }
    Matcher inUrl = URL_ARGUMENT.matcher(own.path("url").asText());
    while (inUrl.find()) {
      checkArgument("url", inUrl.group(1), parameters, problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
  }

  private static void checkArgument(
      String where, String name, JsonNode parameters, List<FieldProblem> problems) {
    if (!parameters.path("properties").has(name)) {
      problems.add(
          new FieldProblem(where, "'" + name + "' is not among the properties of parameters"));
    }
  }
}

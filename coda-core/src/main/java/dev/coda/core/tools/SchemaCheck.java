package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/**
 * Checks values against one JSON Schema, compiled once. A schema cannot make it fetch anything.
 * Thread-safe.
 */
public final class SchemaCheck {
  private static final int MAX_PROBLEMS = 10;
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry -> registry.schemaLoader(loader -> loader.fetchRemoteResources(false)));

  private final Schema schema;

  private SchemaCheck(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles a schema.
   *
   * @throws RuntimeException if it cannot be used
   */
  public static SchemaCheck of(JsonNode schema) {
    return new SchemaCheck(REGISTRY.getSchema(schema));
  }

  /** Returns what is wrong, each with the path in the value; empty if nothing is. */
  public List<InputProblem> problems(JsonNode value) {
    return schema.validate(value).stream().limit(MAX_PROBLEMS).map(SchemaCheck::problem).toList();
  }

  private static InputProblem problem(Error error) {
    String path = error.getInstanceLocation().toString();
    String property = error.getProperty();
    if (property != null) {
      path = path + "/" + property;
    }
    return new InputProblem(path.isEmpty() ? "/" : path, error.getMessage());
  }
}

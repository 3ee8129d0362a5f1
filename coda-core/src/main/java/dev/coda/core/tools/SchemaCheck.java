package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks values against one JSON Schema, compiled once. A schema cannot make it fetch anything, nor
 * keep it busy with a pattern. Thread-safe.
 */
public final class SchemaCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);
  private static final int MAX_PROBLEMS = 10;
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry
                  .schemaLoader(loader -> loader.fetchRemoteResources(false))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .regularExpressionFactory(BoundedPattern::new)
                          .build()));

  private final Schema schema;

  private SchemaCheck(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles a schema, with all that it refers to.
   *
   * @throws RuntimeException if nothing can be checked against it
   */
  public static SchemaCheck of(JsonNode schema) {
    try {
      Schema compiled = REGISTRY.getSchema(schema);
      // The registry does so as well, but keeps to itself what it finds.
      compiled.initializeValidators();
      return new SchemaCheck(compiled);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("the schema is nested too deeply", e);
    }
  }

  /**
   * Returns what is wrong, each with the path in the value; empty if nothing is. That the schema
   * itself stands in the way is one of the things that can be wrong.
   */
  public List<InputProblem> problems(JsonNode value) {
    try {
      BoundedPattern.beginCheck();
      return schema.validate(value).stream().limit(MAX_PROBLEMS).map(SchemaCheck::problem).toList();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.info("A value could not be checked against its schema: {}", e.toString());
      return List.of(new InputProblem("/", "this cannot be checked against the schema"));
    }
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

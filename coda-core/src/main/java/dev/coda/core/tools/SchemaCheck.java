package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks values against one JSON Schema, compiled once. A schema cannot make it fetch anything, nor
 * keep it busy with a pattern. Thread-safe.
 */
public final class SchemaCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);
  private static final int MAX_PROBLEMS = 10;
  private static final JsonNode NONE = MissingNode.getInstance();

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
      Schema compiled = registry().getSchema(schema);
      // The registry does so as well, but keeps to itself what it finds.
      compiled.initializeValidators();
      return new SchemaCheck(compiled);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("the schema is nested too deeply", e);
    }
  }

  /**
   * Returns what is wrong, each with the path in the value; empty if nothing is. That the schema
   * itself cannot be applied is one of the things that can be wrong.
   */
  public List<InputProblem> problems(JsonNode value) {
    return findings(value).stream().limit(MAX_PROBLEMS).map(SchemaFinding::asProblem).toList();
  }

  /** Returns everything that is wrong, with what the schema says about it; empty if nothing is. */
  public List<SchemaFinding> findings(JsonNode value) {
    try {
      BoundedPattern.beginCheck();
      return schema.validate(value).stream().map(SchemaCheck::finding).toList();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.info("A value could not be checked against its schema: {}", e.toString());
      return List.of(
          new SchemaFinding("", "", "", NONE, NONE, "this cannot be checked against the schema"));
    }
  }

  private static SchemaFinding finding(Error error) {
    return new SchemaFinding(
        error.getInstanceLocation().toString(),
        String.valueOf(error.getKeyword()),
        Objects.requireNonNullElse(error.getProperty(), ""),
        Objects.requireNonNullElse(error.getSchemaNode(), NONE),
        Objects.requireNonNullElse(error.getInstanceNode(), NONE),
        error.getMessage());
  }

  /** A new one for each schema: a registry remembers every schema that it has seen, by its id. */
  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        registry ->
            registry
                .schemaLoader(loader -> loader.fetchRemoteResources(false))
                .schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .regularExpressionFactory(BoundedPattern::new)
                        .build()));
  }
}

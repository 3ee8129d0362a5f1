package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A schema compiled by the validator. It cannot make the validator fetch anything, nor keep it busy
 * with a pattern. Thread-safe.
 */
final class CompiledSchema {
  private static final Pattern KNOWN_DIALECT =
      Pattern.compile("https?://json-schema\\.org/(draft-0[4-7]|draft/20(19-09|20-12))/schema#?");

  private static final JsonNode NONE = MissingNode.getInstance();

  private final Schema schema;

  private CompiledSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles a schema, with all that it refers to.
   *
   * @throws RuntimeException if nothing can be checked against it
   */
  static CompiledSchema of(JsonNode schema) {
    try {
      return compiled(schema);
    } catch (RuntimeException e) {
      JsonNode nameless = nameless(schema);
      if (nameless.equals(schema)) {
        throw e;
      }
      return compiled(nameless);
    }
  }

  private static CompiledSchema compiled(JsonNode schema) {
    try {
      Schema compiled = registry().getSchema(schema);
      // The registry does so as well, but keeps to itself what it finds.
      compiled.initializeValidators();
      return new CompiledSchema(compiled);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("the schema is nested too deeply", e);
    }
  }

  /**
   * The schema without names that are of no use here: nothing is fetched by an {@code $id}, and a
   * {@code $schema} that nobody knows is taken for the usual one.
   */
  private static JsonNode nameless(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    removeNames(copy);
    return copy;
  }

  private static void removeNames(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("$id").isTextual() && !object.path("$id").textValue().contains(":")) {
        object.remove("$id");
      }
      JsonNode dialect = object.path("$schema");
      if (dialect.isValueNode() && !KNOWN_DIALECT.matcher(dialect.asText()).matches()) {
        object.remove("$schema");
      }
    }
    for (JsonNode child : node) {
      if (child.isContainerNode()) {
        removeNames(child);
      }
    }
  }

  /**
   * Returns everything that is wrong with a value; empty if nothing is.
   *
   * @throws RuntimeException if the schema cannot be applied
   */
  List<SchemaFinding> findings(JsonNode value) {
    BoundedPattern.beginCheck();
    return schema.validate(value).stream().map(CompiledSchema::finding).toList();
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

package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks values against one JSON Schema. A schema cannot make it load other documents, nor make it
 * slow by an expensive pattern. Thread-safe.
 */
public final class SchemaCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);
  private static final int MAX_PROBLEMS = 10;
  private static final JsonNode NONE = MissingNode.getInstance();

  private final JsonNode schema;
  private final @Nullable PlainSchema plain;

  /** Null until a value needs the validator; two threads may both compile it, to the same end. */
  private volatile @Nullable CompiledSchema compiled;

  private SchemaCheck(JsonNode schema, @Nullable PlainSchema plain) {
    this.schema = schema;
    this.plain = plain;
  }

  /**
   * Compiles a schema with its references. The schema must not be changed afterwards.
   *
   * @param schema the JSON Schema
   * @return the check
   * @throws RuntimeException if the schema cannot be used
   */
  public static SchemaCheck of(JsonNode schema) {
    SchemaCheck check = new SchemaCheck(schema, PlainSchema.read(schema));
    if (check.plain == null) {
      check.compiled();
    }
    return check;
  }

  /**
   * {@return the problems, each with the path in the value; empty if there are none} If the schema
   * cannot be applied, this is a problem too.
   *
   * @param value the value to check
   */
  public List<InputProblem> problems(JsonNode value) {
    List<SchemaFinding> findings = findings(value);
    return findings.isEmpty()
        ? List.of()
        : findings.stream().limit(MAX_PROBLEMS).map(SchemaFinding::asProblem).toList();
  }

  /**
   * {@return all problems, with the part of the schema for each; empty if there are none}
   *
   * @param value the value to check
   */
  public List<SchemaFinding> findings(JsonNode value) {
    if (plain != null && plain.accepts(value)) {
      return List.of();
    }
    try {
      return compiled().findings(value);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.info("A value could not be checked against its schema: {}", e.toString());
      return List.of(
          new SchemaFinding("", "", "", NONE, NONE, "this cannot be checked against the schema"));
    }
  }

  private CompiledSchema compiled() {
    CompiledSchema known = compiled;
    if (known == null) {
      known = CompiledSchema.of(schema);
      compiled = known;
    }
    return known;
  }
}

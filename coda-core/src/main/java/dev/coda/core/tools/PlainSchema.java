package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema of the few keywords that most tools use, which can be checked without the validator. It
 * accepts nothing that the validator would reject; what it does not accept may still be valid.
 * Immutable.
 */
final class PlainSchema {
  private static final int DEEPEST = 40;
  private static final String DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";
  private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema#";

  private final ValueRule rule;

  private PlainSchema(ValueRule rule) {
    this.rule = rule;
  }

  /** Reads a schema; null if it has other keywords, or values that they should not have. */
  static @Nullable PlainSchema read(JsonNode schema) {
    JsonNode dialect = schema.path("$schema");
    boolean assertsFormats = DRAFT_7.equals(dialect.textValue());
    if (dialect.isMissingNode() || assertsFormats || DRAFT_2020_12.equals(dialect.textValue())) {
      ValueRule rule = new Reader(assertsFormats).read(schema, 0);
      return rule == null ? null : new PlainSchema(rule);
    }
    return null;
  }

  /** Returns whether a value matches the schema for certain. */
  boolean accepts(JsonNode value) {
    return rule.accepts(value);
  }

  private record Reader(boolean assertsFormats) {
    @Nullable ValueRule read(JsonNode schema, int depth) {
      if (!schema.isObject() || depth > DEEPEST) {
        return null;
      }
      List<ValueRule> rules = new ArrayList<>(4);
      if (!schema.has("type")) {
        rules.add(JsonKinds.any());
      }
      for (var keyword : schema.properties()) {
        ValueRule rule = rule(keyword.getKey(), keyword.getValue(), schema, depth);
        if (rule == null) {
          return null;
        }
        if (!rule.equals(ValueRule.ANYTHING)) {
          rules.add(rule);
        }
      }
      return allOf(rules.toArray(new ValueRule[0]));
    }

    private @Nullable ValueRule rule(String keyword, JsonNode given, JsonNode schema, int depth) {
      return switch (keyword) {
        case "type" -> JsonKinds.rule(given);
        case "properties" -> ObjectRules.properties(given, child -> read(child, depth + 1));
        case "required" -> ObjectRules.required(given);
        case "additionalProperties" ->
            ObjectRules.additional(
                given, schema.path("properties"), child -> read(child, depth + 1));
        case "items" -> ArrayRules.items(read(given, depth + 1));
        case "anyOf" -> anyOf(given, depth);
        case "minItems" -> ArrayRules.minimum(given);
        case "maxItems" -> ArrayRules.maximum(given);
        case "enum" -> ScalarRules.oneOf(given);
        case "const" -> ScalarRules.equalTo(given);
        case "minLength" -> ScalarRules.minLength(given);
        case "maxLength" -> ScalarRules.maxLength(given);
        case "minimum" -> NumberRules.bound(given, order -> order >= 0);
        case "maximum" -> NumberRules.bound(given, order -> order <= 0);
        case "exclusiveMinimum" -> NumberRules.bound(given, order -> order > 0);
        case "exclusiveMaximum" -> NumberRules.bound(given, order -> order < 0);
        case "title", "description", "default", "examples", "deprecated", "$comment" ->
            ValueRule.ANYTHING;
        case "format" -> assertsFormats ? null : ValueRule.ANYTHING;
        // Only that of the root, which was checked before, does not change the dialect.
        case "$schema" -> depth == 0 ? ValueRule.ANYTHING : null;
        default -> null;
      };
    }

    /** Generators write {@code anyOf} for an argument that may be null. */
    private @Nullable ValueRule anyOf(JsonNode given, int depth) {
      ValueRule[] rules = new ValueRule[given.isArray() ? given.size() : 0];
      for (int i = 0; i < rules.length; i++) {
        ValueRule rule = read(given.get(i), depth + 1);
        if (rule == null) {
          return null;
        }
        rules[i] = rule;
      }
      return rules.length == 0
          ? null
          : value -> isAccepted(value, rules) && !hasBinaryFraction(value);
    }

    /** The validator fails at NaN in an alternative before the one that accepts it. */
    private static boolean hasBinaryFraction(JsonNode value) {
      if (!value.isContainerNode()) {
        return value.isDouble() || value.isFloat();
      }
      for (JsonNode child : value) {
        if (hasBinaryFraction(child)) {
          return true;
        }
      }
      return false;
    }

    private static boolean isAccepted(JsonNode value, ValueRule... rules) {
      for (ValueRule rule : rules) {
        if (rule.accepts(value)) {
          return true;
        }
      }
      return false;
    }

    private static ValueRule allOf(ValueRule... rules) {
      if (rules.length == 1) {
        return rules[0];
      }
      return value -> {
        for (ValueRule rule : rules) {
          if (!rule.accepts(value)) {
            return false;
          }
        }
        return true;
      };
    }
  }
}

package dev.coda.providers.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fills in a schema by rule: each number with the next one of a text, each text with its next
 * capitalised word, and each enum with the first of its values that the text has. Confined to one
 * thread at a time.
 */
final class DemoAnswer {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,18})?");
  private static final Pattern NAME = Pattern.compile("\\b\\p{Lu}[\\p{L}\\d'-]*");
  private static final Pattern YES = Pattern.compile("(?i)\\byes\\b");
  private static final int DEEPEST = 8;

  private final JsonNode root;
  private final String text;
  private final Deque<String> numbers;
  private final Deque<String> names;

  private DemoAnswer(JsonNode root, String text) {
    this.root = root;
    this.text = text;
    this.numbers = all(NUMBER, text);
    this.names = all(NAME, text);
  }

  static String of(JsonNode schema, String text) {
    return new DemoAnswer(schema, text).value(schema, 0).toString();
  }

  private static Deque<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  private JsonNode value(JsonNode schema, int depth) {
    String reference = schema.path("$ref").asText();
    if (reference.startsWith("#/")) {
      return depth < DEEPEST
          ? value(root.at(reference.substring(1)), depth + 1)
          : NullNode.instance;
    }
    if (schema.path("enum").isArray()) {
      return choice(schema.path("enum"));
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(schema, depth);
      case "array" -> JsonNodeFactory.instance.arrayNode().add(value(schema.path("items"), depth));
      case "integer" -> DecimalNode.valueOf(number().setScale(0, RoundingMode.DOWN));
      case "number" -> DecimalNode.valueOf(number());
      case "boolean" -> BooleanNode.valueOf(YES.matcher(text).find());
      case "null" -> NullNode.instance;
      default -> TextNode.valueOf(names.isEmpty() ? "" : names.remove());
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    schema
        .path("required")
        .forEach(name ->
            object.set(
                name.asText(), value(schema.path("properties").path(name.asText()), depth + 1)));
    return object;
  }

  private JsonNode choice(JsonNode values) {
    for (JsonNode value : values) {
      if (text.toLowerCase(Locale.ROOT).contains(value.asText().toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    return values.path(0);
  }

  private BigDecimal number() {
    return numbers.isEmpty() ? BigDecimal.ZERO : new BigDecimal(numbers.remove());
  }
}

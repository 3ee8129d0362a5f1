package dev.coda.sampletools.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object strictly: no conversions, and every error names the field.
 *
 * <p>Immutable.
 */
public final class ToolInput {
  private final JsonNode object;
  private final String path;

  private ToolInput(JsonNode object, String path) {
    if (!object.isObject()) {
      throw new InvalidInputException(path, "must be a JSON object");
    }
    this.object = object;
    this.path = path;
  }

  /** Wraps a request's body. */
  public static ToolInput of(JsonNode body) {
    return new ToolInput(body, "body");
  }

  /** Returns where this object is in the input, for instance {@code constraints[0]}. */
  public String path(String field) {
    return path.equals("body") ? field : path + "." + field;
  }

  /** Refuses fields other than these. */
  public ToolInput allowing(String... fields) {
    Set<String> known = Set.of(fields);
    for (String field : names()) {
      if (!known.contains(field)) {
        String all = String.join(", ", fields);
        throw new InvalidInputException(path(field), "unknown field; the fields are " + all);
      }
    }
    return this;
  }

  /** Returns the names of the fields present (null or not), in the order of the input. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Returns a nested object. */
  public ToolInput object(String field) {
    return new ToolInput(required(field), path(field));
  }

  /** Returns the nested objects of an array of at most {@code limit} elements. */
  public List<ToolInput> objects(String field, int limit) {
    JsonNode array = required(field);
    if (!array.isArray()) {
      throw new InvalidInputException(path(field), "must be an array");
    }
    if (array.size() > limit) {
      throw new InvalidInputException(
          path(field), "must have at most " + limit + " elements, has " + array.size());
    }
    List<ToolInput> elements = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      elements.add(new ToolInput(element, path(field) + "[" + elements.size() + "]"));
    }
    return elements;
  }

  /** Returns a text that is not blank and has at most {@code limit} characters. */
  public String text(String field, int limit) {
    JsonNode value = required(field);
    if (!value.isTextual()) {
      throw new InvalidInputException(path(field), "must be a string");
    }
    if (value.textValue().isBlank()) {
      throw new InvalidInputException(path(field), "must not be blank");
    }
    if (value.textValue().length() > limit) {
      throw new InvalidInputException(path(field), "must have at most " + limit + " characters");
    }
    return value.textValue();
  }

  /** Returns the constant named by a text, or an error that lists the choices. */
  public <T> T choice(String field, Map<String, T> choices) {
    JsonNode value = required(field);
    T chosen = value.isTextual() ? choices.get(value.textValue()) : null;
    if (chosen == null) {
      throw new InvalidInputException(
          path(field), "must be one of " + String.join(", ", choices.keySet()));
    }
    return chosen;
  }

  /** Returns true or false, false where the field is absent. */
  public boolean flag(String field) {
    JsonNode value = object.get(field);
    if (value != null && !value.isBoolean()) {
      throw new InvalidInputException(path(field), "must be true or false");
    }
    return value != null && value.booleanValue();
  }

  /** Returns a number between {@code -limit} and {@code limit}. */
  public BigDecimal number(String field, double limit) {
    JsonNode value = required(field);
    if (!value.isNumber()) {
      throw new InvalidInputException(path(field), "must be a number");
    }
    // Through double: a decimal such as 1e-999999999 would make exact sums endless.
    double number = value.doubleValue();
    if (!(Math.abs(number) <= limit)) {
      throw new InvalidInputException(path(field), "must be between " + -limit + " and " + limit);
    }
    return BigDecimal.valueOf(number);
  }

  /** Returns a number as {@link #number} does, or null where the field is null. */
  public @Nullable BigDecimal nullableNumber(String field, double limit) {
    return required(field).isNull() ? null : number(field, limit);
  }

  /** Returns all fields as numbers between {@code -limit} and {@code limit}; at least one. */
  public Map<String, BigDecimal> numbers(double limit) {
    if (object.isEmpty()) {
      throw new InvalidInputException(path, "must name at least one variable");
    }
    Map<String, BigDecimal> numbers = new LinkedHashMap<>();
    names().forEach(name -> numbers.put(name, number(name, limit)));
    return numbers;
  }

  private JsonNode required(String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      throw new InvalidInputException(path(field), "is required");
    }
    return value;
  }
}

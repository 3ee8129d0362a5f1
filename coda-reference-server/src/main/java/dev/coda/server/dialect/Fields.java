package dev.coda.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.server.http.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object of another protocol's request, and reports which member is wrong. Members
 * that are not read are ignored, and a member that is null counts as absent. Immutable.
 */
public final class Fields {
  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /**
   * Reads a request's body.
   *
   * @throws ProblemException if it is not an object
   */
  public static Fields of(JsonNode body) {
    return of(body, "body", "");
  }

  private static Fields of(JsonNode node, String name, String path) {
    if (!node.isObject()) {
      throw ProblemException.invalid(name, "must be an object");
    }
    return new Fields(node, path);
  }

  /** Creates the problem of a wrong member. */
  public ProblemException wrong(String name, String message) {
    return ProblemException.invalid(path + name, message);
  }

  /** Returns whether there is a member that is not null. */
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** Returns a member of any type; null if it is absent. */
  public @Nullable JsonNode node(String name) {
    return object.hasNonNull(name) ? object.get(name) : null;
  }

  /** Returns an object as it was sent; null if it is absent. */
  public @Nullable ObjectNode objectNode(String name) {
    JsonNode node = node(name);
    if (node != null && !node.isObject()) {
      throw wrong(name, "must be an object");
    }
    return (ObjectNode) node;
  }

  /** Returns a text; null if it is absent. */
  public @Nullable String text(String name) {
    JsonNode node = node(name);
    if (node != null && !node.isTextual()) {
      throw wrong(name, "must be a text");
    }
    return node == null ? null : node.textValue();
  }

  /** Returns a required text. */
  public String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw wrong(name, "is required");
    }
    return text;
  }

  /** Returns a text that must be one of the given ones; null if it is absent. */
  public @Nullable String oneOf(String name, Set<String> values) {
    String text = text(name);
    if (text != null && !values.contains(text)) {
      throw wrong(name, "must be one of " + String.join(", ", values.stream().sorted().toList()));
    }
    return text;
  }

  /** Returns a boolean; false if it is absent. */
  public boolean flag(String name) {
    JsonNode node = node(name);
    if (node != null && !node.isBoolean()) {
      throw wrong(name, "must be true or false");
    }
    return node != null && node.booleanValue();
  }

  /** Returns a whole number of at least 1; null if it is absent. */
  public @Nullable Integer count(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return null;
    }
    if (!node.canConvertToInt() || !node.canConvertToExactIntegral() || node.intValue() < 1) {
      throw wrong(name, "must be a whole number from 1");
    }
    return node.intValue();
  }

  /** Returns a number; null if it is absent. */
  public @Nullable Double number(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return null;
    }
    if (!node.isNumber() || node.decimalValue().abs().compareTo(BigDecimal.valueOf(1000)) > 0) {
      throw wrong(name, "must be a number from -1000 to 1000");
    }
    return node.doubleValue();
  }

  /** Returns an object; null if it is absent. */
  public @Nullable Fields object(String name) {
    JsonNode node = node(name);
    return node == null ? null : of(node, path + name, path + name + ".");
  }

  /** Returns a required object. */
  public Fields requiredObject(String name) {
    Fields found = object(name);
    if (found == null) {
      throw wrong(name, "is required");
    }
    return found;
  }

  /** Returns the objects of a list; none if it is absent. */
  public List<Fields> list(String name) {
    JsonNode node = node(name);
    List<Fields> items = new ArrayList<>();
    if (node != null && !node.isArray()) {
      throw wrong(name, "must be a list");
    }
    for (int i = 0; node != null && i < node.size(); i++) {
      String place = path + name + "[" + i + "]";
      items.add(of(node.get(i), place, place + "."));
    }
    return items;
  }

  /** Returns a text, or the texts of a list; none if it is absent. */
  public List<String> texts(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return List.of();
    }
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : node) {
      texts.add(each.textValue());
    }
    if (!node.isArray() || texts.contains(null)) {
      throw wrong(name, "must be a text or a list of texts");
    }
    return texts;
  }
}

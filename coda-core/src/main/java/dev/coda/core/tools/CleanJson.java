package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.core.context.CleanText;

/**
 * Takes out of foreign JSON what no database stores: U+0000 and halves of surrogate pairs.
 * Thread-safe.
 */
public final class CleanJson {
  /** Half of what readers take, since events and messages are wrapped around it. */
  private static final int DEEPEST = 500;

  private CleanJson() {}

  /** Tells whether JSON is nested so deeply that others could not read it. */
  public static boolean isTooDeep(JsonNode node) {
    return !fits(node, DEEPEST);
  }

  private static boolean fits(JsonNode node, int levels) {
    if (!node.isContainerNode()) {
      return true;
    }
    if (levels == 0) {
      return false;
    }
    for (JsonNode child : node) {
      if (!fits(child, levels - 1)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the same node if it is clean, and a cleaned copy otherwise. */
  public static JsonNode clean(JsonNode node) {
    return isClean(node) ? node : copy(node);
  }

  private static boolean isClean(JsonNode node) {
    if (node.isTextual()) {
      return CleanText.isClean(node.textValue());
    }
    if (node instanceof ObjectNode object) {
      for (var field : object.properties()) {
        if (!CleanText.isClean(field.getKey()) || !isClean(field.getValue())) {
          return false;
        }
      }
      return true;
    }
    for (JsonNode child : node) {
      if (!isClean(child)) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode copy(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(CleanText.clean(node.textValue()));
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(field -> copy.set(CleanText.clean(field.getKey()), copy(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(child -> copy.add(copy(child)));
      return copy;
    }
    return node;
  }
}

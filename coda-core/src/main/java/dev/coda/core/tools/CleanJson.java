package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.JsonNumbers;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ToolException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces characters that databases cannot store in JSON from other programs: U+0000 and halves of
 * surrogate pairs. Thread-safe.
 */
public final class CleanJson {
  /** Half of the depth that readers accept, since events and messages are wrapped around it. */
  private static final int DEEPEST = 500;

  /** Readers of JSON refuse names of some 50,000. */
  private static final int LONGEST_NAME = 10_000;

  private static final int LONGEST_PATH = 200;

  private CleanJson() {}

  /**
   * {@return whether JSON is nested so deeply that other programs could not read it}
   *
   * @param node the value
   */
  public static boolean isTooDeep(JsonNode node) {
    return !fits(node, DEEPEST);
  }

  /**
   * Returns the problem of a value that cannot be stored even after cleaning; null if there is
   * none.
   *
   * @param node the value
   * @return a sentence such as {@code The number at /a/0 has more than 1000 digits …}
   */
  public static @Nullable String problem(JsonNode node) {
    if (isStorable(node, DEEPEST)) {
      return null;
    }
    if (isTooDeep(node)) {
      return "It is nested more than %d levels deep.".formatted(DEEPEST);
    }
    if (hasLongName(node)) {
      return "The name of a field has more than %d characters.".formatted(LONGEST_NAME);
    }
    return JsonNumbers.firstOutOfRange(node)
        .map(path ->
            "The number at '%s' has more than %d digits before or behind its decimal point."
                .formatted(
                    CleanText.shortened(CleanText.clean(path), LONGEST_PATH),
                    JsonNumbers.MAX_DIGITS))
        .orElse(null);
  }

  /** Checks in a single walk that nothing is wrong. */
  private static boolean isStorable(JsonNode node, int levels) {
    if (!node.isContainerNode()) {
      return !JsonNumbers.isOutOfRange(node);
    }
    if (levels == 0) {
      return false;
    }
    for (var field : node.properties()) {
      if (field.getKey().length() > LONGEST_NAME || !isStorable(field.getValue(), levels - 1)) {
        return false;
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      if (!isStorable(node.get(i), levels - 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLongName(JsonNode node) {
    for (var field : node.properties()) {
      if (field.getKey().length() > LONGEST_NAME) {
        return true;
      }
    }
    for (JsonNode child : node) {
      if (child.isContainerNode() && hasLongName(child)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return a person's input, cleaned}
   *
   * @param input the arguments as a model gave them
   * @throws ToolException if it cannot be stored
   */
  public static JsonNode given(JsonNode input) {
    String problem = problem(input);
    if (problem != null) {
      throw new ToolException(
          FailureKind.TOOL_INPUT_INVALID, "The input cannot be stored. " + problem);
    }
    return clean(input);
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

  /**
   * {@return the same node if it is clean, and a cleaned copy otherwise}
   *
   * @param node the value
   */
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

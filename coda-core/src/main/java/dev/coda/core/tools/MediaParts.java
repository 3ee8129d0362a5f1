package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.tool.ToolFile;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files inside a result: parts such as {@code {"type": "media", "mime_type": "image/png",
 * "data": …}}, wherever they stand. Base64 is of no use to a model, and takes its context.
 */
final class MediaParts {
  private MediaParts() {}

  /**
   * Returns the result with every file's bytes replaced by a description, or the same node if there
   * is none. Bytes that cannot be read are left out.
   *
   * @param keep stores a file and returns its description; empty to leave the part unchanged
   */
  static JsonNode replace(JsonNode node, Function<ToolFile, Optional<ObjectNode>> keep) {
    return hasMedia(node) ? copy(node, keep) : node;
  }

  /** Returns whether a result is a list of parts with a file among them. */
  static boolean areParts(JsonNode output) {
    for (JsonNode part : output) {
      if (output.isArray() && isMedia(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasMedia(JsonNode node) {
    if (isMedia(node)) {
      return true;
    }
    for (JsonNode child : node) {
      if (child.isContainerNode() && hasMedia(child)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode copy(JsonNode node, Function<ToolFile, Optional<ObjectNode>> keep) {
    if (isMedia(node)) {
      return told((ObjectNode) node, keep);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), copy(field.getValue(), keep)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(child -> copy.add(copy(child, keep)));
      return copy;
    }
    return node;
  }

  private static ObjectNode told(ObjectNode part, Function<ToolFile, Optional<ObjectNode>> keep) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    rest.setAll(part);
    rest.remove("data");
    byte[] content = bytes(part.path("data").textValue());
    if (content == null) {
      return rest.put("note", "Its data cannot be read.");
    }
    String type = part.path("mime_type").asText();
    return keep.apply(new ToolFile(type, part.path("name").textValue(), content))
        .map(summary -> {
          summary.remove("media_type");
          return rest.<ObjectNode>setAll(summary);
        })
        .orElse(part);
  }

  private static byte @Nullable [] bytes(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isMedia(JsonNode node) {
    return node.path("type").asText().equals("media")
        && node.path("mime_type").isTextual()
        && node.path("data").isTextual();
  }
}

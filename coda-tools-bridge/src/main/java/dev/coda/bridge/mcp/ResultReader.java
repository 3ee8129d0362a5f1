package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.OneLine;

/**
 * Turns a server's answer into a tool's result: its structured content if there is any, with the
 * files of the answer, else one text, else a list of parts in the form that messages have. The
 * files among them are kept by the caller of the tool.
 */
final class ResultReader {
  private static final int ERROR_CHARACTERS = 2_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ResultReader() {}

  static ToolResult toolResult(String name, JsonNode answer) {
    ArrayNode parts = NODES.arrayNode();
    answer.path("content").forEach(content -> parts.add(part(content)));
    if (answer.path("isError").asBoolean(false)) {
      String said = OneLine.of(texts(parts), ERROR_CHARACTERS);
      return ToolResult.error(
          FailureKind.TOOL_FAILED, name + " failed" + (said.isEmpty() ? "." : ": " + said));
    }
    JsonNode structured = answer.path("structuredContent");
    if (!structured.isMissingNode() && !structured.isNull()) {
      return ToolResult.ok(withMedia(structured, parts));
    }
    return ToolResult.ok(allText(parts) ? NODES.textNode(texts(parts)) : parts);
  }

  /**
   * An answer to another request than a tool call: unchanged, except for the form of parts that are
   * not text.
   */
  static ToolResult plain(JsonNode answer) {
    return ToolResult.ok(withMediaParts(answer));
  }

  /** Structured content repeats the text of a result, but not its images and files. */
  private static JsonNode withMedia(JsonNode structured, ArrayNode parts) {
    ArrayNode all = NODES.arrayNode();
    all.addObject().put("type", "structured").set("content", structured);
    parts.forEach(part -> {
      if (part.path("type").asText().equals("media")) {
        all.add(part);
      }
    });
    return all.size() == 1 ? structured : all;
  }

  private static JsonNode withMediaParts(JsonNode node) {
    if (node.path("blob").isTextual()) {
      return resource(node);
    }
    if (node.path("data").isTextual() && node.path("mimeType").isTextual()) {
      return media(node.path("mimeType").asText()).set("data", node.path("data"));
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = NODES.objectNode();
      object
          .properties()
          .forEach(field -> copy.set(field.getKey(), withMediaParts(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = NODES.arrayNode(array.size());
      array.forEach(child -> copy.add(withMediaParts(child)));
      return copy;
    }
    return node;
  }

  private static ObjectNode part(JsonNode content) {
    return switch (content.path("type").asText()) {
      case "text" -> text(content.path("text").asText());
      case "image", "audio" ->
          media(content.path("mimeType").asText()).set("data", content.path("data"));
      case "resource" -> resource(content.path("resource"));
      case "resource_link" -> {
        ObjectNode link = media(content.path("mimeType").asText("application/octet-stream"));
        link.put("uri", content.path("uri").asText());
        yield link.put("name", content.path("name").asText());
      }
      default -> text(content.toString());
    };
  }

  private static ObjectNode resource(JsonNode resource) {
    if (resource.has("text")) {
      return text(resource.path("text").asText());
    }
    ObjectNode media = media(resource.path("mimeType").asText("application/octet-stream"));
    media.set("data", resource.path("blob"));
    return media.put("name", resource.path("uri").asText());
  }

  private static ObjectNode text(String text) {
    return NODES.objectNode().put("type", "text").put("text", CleanText.clean(text));
  }

  private static ObjectNode media(String mimeType) {
    return NODES.objectNode().put("type", "media").put("mime_type", mimeType);
  }

  private static boolean allText(ArrayNode parts) {
    for (JsonNode part : parts) {
      if (!part.path("type").asText().equals("text")) {
        return false;
      }
    }
    return true;
  }

  private static String texts(ArrayNode parts) {
    StringBuilder all = new StringBuilder();
    for (JsonNode part : parts) {
      if (part.has("text")) {
        all.append(all.isEmpty() ? "" : "\n").append(part.path("text").asText());
      }
    }
    return all.toString();
  }
}

package dev.coda.bridge.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.CleanText;

/**
 * Turns a server's answer into a tool's result: its structured content where there is some, else
 * one text, else a list of parts in the form that messages have.
 */
final class ResultReader {
  private static final int ERROR_CHARACTERS = 2_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final int maxBytes;

  ResultReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  ToolResult toolResult(String name, JsonNode answer) {
    ArrayNode parts = NODES.arrayNode();
    answer.path("content").forEach(content -> parts.add(part(content)));
    if (answer.path("isError").asBoolean(false)) {
      String said = CleanText.line(texts(parts), ERROR_CHARACTERS);
      return ToolResult.error(
          FailureKind.TOOL_FAILED, name + " failed" + (said.isEmpty() ? "." : ": " + said));
    }
    JsonNode structured = answer.path("structuredContent");
    if (!structured.isMissingNode() && !structured.isNull()) {
      return bounded(name, structured);
    }
    return bounded(name, allText(parts) ? NODES.textNode(texts(parts)) : parts);
  }

  /** An answer to anything but a tool call. */
  ToolResult plain(String name, JsonNode answer) {
    return bounded(name, answer);
  }

  private ToolResult bounded(String name, JsonNode output) {
    try {
      if (CodaJson.mapper().writeValueAsBytes(output).length <= maxBytes) {
        return ToolResult.ok(output);
      }
    } catch (JsonProcessingException e) {
      return ToolResult.error(
          FailureKind.TOOL_OUTPUT_INVALID, name + " answered with what is no JSON.", e.toString());
    }
    return ToolResult.error(
        FailureKind.TOOL_OUTPUT_INVALID,
        "%s answered with more than the %d bytes allowed.".formatted(name, maxBytes));
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
    return NODES.objectNode().put("type", "text").put("text", CleanText.storable(text));
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

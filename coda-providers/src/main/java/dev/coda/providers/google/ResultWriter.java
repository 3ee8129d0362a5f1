package dev.coda.providers.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the result of a tool: text or JSON as the response, media as separate parts. */
final class ResultWriter {
  private static final ObjectReader WHOLE =
      WireJson.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String provider;
  private final PartWriter media;

  ResultWriter(String provider) {
    this.provider = provider;
    this.media = new PartWriter(provider);
  }

  /**
   * A call that was made.
   *
   * @param id Google's own; null if it came without
   */
  record Call(String name, @Nullable String id) {}

  void write(ObjectNode part, ToolExecutionResultMessage result, Map<String, Call> calls) {
    ObjectNode response = part.putObject("functionResponse");
    Call call = result.id() == null ? null : calls.get(result.id());
    if (call != null && call.id() != null) {
      response.put("id", call.id());
    }
    response.put("name", name(result, call));
    StringBuilder text = new StringBuilder();
    for (Content content : result.contents()) {
      if (content instanceof TextContent piece) {
        text.append(text.isEmpty() ? "" : "\n").append(piece.text());
      } else {
        media.write(response.withArray("parts").addObject(), content);
      }
    }
    response.set("response", response(text.toString(), Boolean.TRUE.equals(result.isError())));
  }

  private String name(ToolExecutionResultMessage result, @Nullable Call call) {
    if (result.toolName() != null && !result.toolName().isBlank()) {
      return result.toolName();
    }
    if (call == null) {
      throw RequestEncoder.unsupported(provider, "a result of a call that was not made");
    }
    return call.name();
  }

  /** The response must be an object; the models know these two names. */
  private static JsonNode response(String text, boolean isError) {
    JsonNode value = json(text);
    if (isError) {
      return value.has("error") ? value : object("error", value);
    }
    return value.isObject() ? value : object("output", value);
  }

  private static JsonNode object(String name, JsonNode value) {
    return WireJson.mapper().createObjectNode().set(name, value);
  }

  /** Only structures are read as JSON: a number may be an id whose digits count. */
  private static JsonNode json(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
      try {
        return WHOLE.readTree(trimmed);
      } catch (JsonProcessingException notJson) {
        return TextNode.valueOf(text);
      }
    }
    return TextNode.valueOf(text);
  }
}

package dev.coda.testkit.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.model.ModelAttributes;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request as JSON that is the same in each run: the ids of tool calls, which are not, are
 * numbered in the order in which they appear. Confined to one thread at a time.
 */
final class RequestJson {
  private final Map<String, String> callIds = new HashMap<>();

  private RequestJson() {}

  static ObjectNode of(String model, ChatRequest request) {
    return new RequestJson().write(model, request);
  }

  private ObjectNode write(String model, ChatRequest request) {
    ObjectNode json = CodaJson.mapper().createObjectNode().put("model", model);
    ObjectNode settings = json.putObject("settings");
    put(settings, "temperature", request.temperature());
    put(settings, "top_p", request.topP());
    put(settings, "max_output_tokens", request.maxOutputTokens());
    put(settings, "tool_choice", request.toolChoice());
    put(settings, "response_format", request.responseFormat());
    List<ToolSpecification> tools = request.toolSpecifications();
    if (tools != null) {
      tools.forEach(tool -> json.withArray("tools").add(tool(tool)));
    }
    request.messages().forEach(message -> json.withArray("messages").add(message(message)));
    return json;
  }

  private static JsonNode tool(ToolSpecification tool) {
    ObjectNode json = CodaJson.mapper().createObjectNode().put("name", tool.name());
    json.put("description", tool.description());
    Object exact =
        tool.metadata() == null ? null : tool.metadata().get(ModelAttributes.INPUT_SCHEMA);
    if (exact instanceof JsonNode schema) {
      json.set("input_schema", schema);
    } else {
      put(json, "input_schema", tool.parameters());
    }
    return json;
  }

  private ObjectNode message(ChatMessage message) {
    String role = message.type().name().toLowerCase(Locale.ROOT);
    ObjectNode json = CodaJson.mapper().createObjectNode().put("role", role);
    if (message instanceof SystemMessage system) {
      json.put("text", system.text());
    } else if (message instanceof UserMessage user) {
      user.contents().forEach(content -> json.withArray("content").add(content(content)));
    } else if (message instanceof AiMessage answer) {
      put(json, "text", answer.text());
      put(json, "thinking", answer.thinking());
      answer.toolExecutionRequests().forEach(call -> json.withArray("calls").add(call(call)));
    } else if (message instanceof ToolExecutionResultMessage result) {
      json.put("call", callId(result.id())).put("tool", result.toolName());
      json.put("text", result.text());
    } else {
      json.put("text", message.toString());
    }
    return json;
  }

  /** Media are represented by a checksum: their bytes would make the file unreadable. */
  private static JsonNode content(Content content) {
    ObjectNode json = CodaJson.mapper().createObjectNode();
    if (content instanceof TextContent text) {
      return json.put("text", text.text());
    }
    CRC32 checksum = new CRC32();
    checksum.update(content.toString().getBytes(StandardCharsets.UTF_8));
    return json.put("type", content.type().name().toLowerCase(Locale.ROOT))
        .put("crc32", Long.toHexString(checksum.getValue()));
  }

  private JsonNode call(ToolExecutionRequest call) {
    return CodaJson.mapper()
        .createObjectNode()
        .put("call", callId(call.id()))
        .put("tool", call.name())
        .put("arguments", call.arguments());
  }

  private String callId(@Nullable String id) {
    return callIds.computeIfAbsent(String.valueOf(id), unseen -> "call-" + (callIds.size() + 1));
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value instanceof Double number) {
      json.put(name, number);
    } else if (value instanceof Integer number) {
      json.put(name, number);
    } else if (value != null) {
      json.put(name, value.toString());
    }
  }
}

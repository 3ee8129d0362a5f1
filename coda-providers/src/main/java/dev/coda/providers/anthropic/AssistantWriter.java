package dev.coda.providers.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.coda.providers.internal.wire.ArgumentNames;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the model's messages, with its thinking unchanged and in its place. */
final class AssistantWriter {
  private final ArrayNode blocks;
  private final ArgumentNames names;
  private final String text;
  private final List<ToolExecutionRequest> calls;
  private int textWritten;
  private int callsWritten;

  private AssistantWriter(ArrayNode blocks, AiMessage message, ArgumentNames names) {
    this.blocks = blocks;
    this.names = names;
    this.text = message.text() == null ? "" : message.text();
    this.calls = message.toolExecutionRequests();
  }

  static void add(ArrayNode blocks, AiMessage message, ArgumentNames names) {
    AssistantWriter writer = new AssistantWriter(blocks, message, names);
    if (message.attributes().get(ModelAttributes.REASONING_STATE) instanceof JsonNode state) {
      state.path(ThinkingState.FAMILY).path(ThinkingState.BLOCKS).forEach(writer::place);
    }
    writer.text(writer.text.length());
    writer.calls(writer.calls.size());
  }

  /** Anthropic takes only some characters; other providers' ids may have others. */
  static String callId(@Nullable String id, String toolName) {
    String given = id == null || id.isEmpty() ? toolName : id;
    return given.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  private void place(JsonNode entry) {
    switch (entry.path("type").asText()) {
      case "thinking", "redacted_thinking" -> blocks.add(entry);
      case ThinkingState.TEXT -> text(entry.path(ThinkingState.LENGTH).asInt());
      case ThinkingState.TOOL_USE -> calls(1);
      default -> {
        // Written by a later version; what it represents is unknown.
      }
    }
  }

  private void text(int length) {
    int end = Math.min(textWritten + Math.max(length, 0), text.length());
    ContentWriter.addText(blocks, text.substring(textWritten, end));
    textWritten = end;
  }

  private void calls(int count) {
    int end = Math.min(callsWritten + count, calls.size());
    calls.subList(callsWritten, end).forEach(this::call);
    callsWritten = end;
  }

  private void call(ToolExecutionRequest call) {
    blocks
        .addObject()
        .put("type", "tool_use")
        .put("id", callId(call.id(), call.name()))
        .put("name", call.name())
        .set("input", names.sent(call.name(), input(call.arguments())));
  }

  /** Arguments that a model did not send as an object cannot be sent back as one. */
  private static ObjectNode input(@Nullable String arguments) {
    try {
      if (arguments != null && WireJson.mapper().readTree(arguments) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException notJson) {
      // As if there were none.
    }
    return JsonNodeFactory.instance.objectNode();
  }
}

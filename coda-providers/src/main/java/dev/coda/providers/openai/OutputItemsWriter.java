package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the model's messages, with its thinking unchanged and in its place. */
final class OutputItemsWriter {
  private final ArrayNode input;
  private final String text;
  private final List<ToolExecutionRequest> calls;
  private int textWritten;
  private int callsWritten;

  private OutputItemsWriter(ArrayNode input, AiMessage message) {
    this.input = input;
    this.text = message.text() == null ? "" : message.text();
    this.calls = message.toolExecutionRequests();
  }

  static void add(ArrayNode input, AiMessage message) {
    OutputItemsWriter writer = new OutputItemsWriter(input, message);
    if (message.attributes().get(ModelAttributes.REASONING_STATE) instanceof JsonNode state) {
      state.path(ResponsesState.FAMILY).path(ResponsesState.ITEMS).forEach(writer::place);
    }
    writer.text(writer.text.length(), null);
    writer.calls(writer.calls.size());
  }

  private void place(JsonNode item) {
    switch (item.path("type").asText()) {
      case ResponsesState.REASONING -> input.add(item);
      case ResponsesState.TEXT ->
          text(
              item.path(ResponsesState.LENGTH).asInt(),
              item.path(ResponsesState.PHASE).asText(null));
      case ResponsesState.CALL -> calls(1);
      default -> {
        // Written by a later version; what it represents is unknown.
      }
    }
  }

  private void text(int length, @Nullable String phase) {
    int end = Math.min(textWritten + Math.max(length, 0), text.length());
    if (end > textWritten) {
      ObjectNode item = input.addObject().put("role", "assistant");
      item.putArray("content")
          .addObject()
          .put("type", "output_text")
          .put("text", text.substring(textWritten, end));
      if (phase != null) {
        item.put(ResponsesState.PHASE, phase);
      }
    }
    textWritten = end;
  }

  private void calls(int count) {
    int end = Math.min(callsWritten + count, calls.size());
    for (ToolExecutionRequest call : calls.subList(callsWritten, end)) {
      input
          .addObject()
          .put("type", "function_call")
          .put("call_id", call.id())
          .put("name", call.name())
          .put("arguments", call.arguments() == null ? "{}" : call.arguments());
    }
    callsWritten = end;
  }
}

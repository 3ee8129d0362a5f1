package dev.coda.testkit.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coda.api.error.CodaException;
import dev.coda.api.model.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the calls of a handler in the form of a fixture's events. */
final class HeardEvents {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private HeardEvents() {}

  /** Returns every piece, the complete calls, and the response or the kind of failure. */
  static JsonNode of(RecordingHandler handler) {
    List<Object> events = new ArrayList<>(handler.pieces());
    handler
        .toolCalls()
        .forEach(
            call -> events.add("call:" + call.index() + ":" + line(call.toolExecutionRequest())));
    Object last = Objects.requireNonNull(handler.lastOrNull());
    events.add(last instanceof ChatResponse response ? response(response) : failure(last));
    try {
      return tree(JSON.writeValueAsBytes(events));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> response(ChatResponse response) {
    AiMessage message = response.aiMessage();
    List<String> calls = message.toolExecutionRequests().stream().map(HeardEvents::line).toList();
    Map<String, Object> end = new LinkedHashMap<>();
    put(end, "text", message.text());
    put(end, "thinking", message.thinking());
    put(end, "tool_calls", calls.isEmpty() ? null : calls);
    put(end, "finish_reason", response.finishReason().name());
    put(end, "usage", response.tokenUsage() == null ? null : Usage.from(response.tokenUsage()));
    put(end, "model", response.modelName());
    put(end, "attributes", message.attributes().isEmpty() ? null : message.attributes());
    return end;
  }

  private static Map<String, Object> failure(Object last) {
    return last instanceof CodaException known
        ? Map.of("failure", known.kind().code())
        : Map.of("failure", String.valueOf(last));
  }

  private static String line(ToolExecutionRequest call) {
    return call.id() + ":" + call.name() + ":" + call.arguments();
  }

  private static void put(Map<String, Object> to, String name, @Nullable Object value) {
    if (value != null) {
      to.put(name, value);
    }
  }
}

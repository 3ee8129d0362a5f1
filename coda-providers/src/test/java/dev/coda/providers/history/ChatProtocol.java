package dev.coda.providers.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. */
final class ChatProtocol extends Protocol {
  private static final int LONGEST_ID = 40;

  @Override
  void check(String model, JsonNode request, List<String> problems) {
    Set<String> open = new LinkedHashSet<>();
    JsonNode messages = request.path("messages");
    for (JsonNode message : messages) {
      String role = message.path("role").asText();
      if (role.equals("tool")) {
        String id = message.path("tool_call_id").asText();
        expect(open.remove(id), "a tool message without a call: " + id, problems);
        expect(!message.path("content").isNull(), "a tool message without content", problems);
        continue;
      }
      expect(open.isEmpty(), "calls without a tool message: " + open, problems);
      open.clear();
      if (role.equals("assistant")) {
        assistant(message, open, problems);
      } else {
        expect(hasContent(message.path("content")), "an empty " + role + " message", problems);
      }
    }
    expect(open.isEmpty(), "calls without a tool message at the end: " + open, problems);
    expect(
        !messages.path(messages.size() - 1).path("role").asText().equals("assistant"),
        "the last is the assistant",
        problems);
    List<String> names = new ArrayList<>();
    request.path("tools").forEach(tool -> names.add(tool.path("function").path("name").asText()));
    uniqueTools(names, problems);
    expect(!request.has("tools") || !names.isEmpty(), "an empty list of tools", problems);
    expect(
        !request.has("parallel_tool_calls") || !names.isEmpty(),
        "parallel_tool_calls without tools",
        problems);
  }

  private static void assistant(JsonNode message, Set<String> open, List<String> problems) {
    JsonNode calls = message.path("tool_calls");
    expect(hasContent(message.path("content")) || !calls.isEmpty(), "an empty assistant", problems);
    expect(!message.has("tool_calls") || !calls.isEmpty(), "empty tool_calls", problems);
    expect(!message.has("reasoning_content"), "reasoning_content is not OpenAI's", problems);
    for (JsonNode call : calls) {
      String id = call.path("id").asText();
      expect(open.add(id), "two calls of one id: " + id, problems);
      expect(!id.isEmpty() && id.length() <= LONGEST_ID, "an id of the wrong length", problems);
      JsonNode function = call.path("function");
      expect(
          function.path("name").asText().matches("[a-zA-Z0-9_-]{1,64}"),
          "a call of " + function.path("name"),
          problems);
      expect(isObject(function.path("arguments")), "arguments " + function, problems);
    }
  }

  static boolean isObject(JsonNode arguments) {
    try {
      return arguments.isTextual() && CodaJson.mapper().readTree(arguments.textValue()).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean hasContent(JsonNode content) {
    return content.isTextual() ? !content.textValue().isEmpty() : !content.isEmpty();
  }

  @Override
  void write(String model, HostReply reply, List<String> frames) {
    frames.add(chunk(model, CodaJson.mapper().createObjectNode().put("role", "assistant"), null));
    if (reply.text() != null) {
      frames.add(
          chunk(model, CodaJson.mapper().createObjectNode().put("content", reply.text()), null));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      HostReply.Call call = reply.calls().get(i);
      ObjectNode delta = CodaJson.mapper().createObjectNode();
      ArrayNode calls = delta.putArray("tool_calls");
      ObjectNode node = calls.addObject().put("index", i).put("id", call.id());
      node.put("type", "function")
          .putObject("function")
          .put("name", call.name())
          .put("arguments", call.arguments());
      frames.add(chunk(model, delta, null));
    }
    frames.add(
        chunk(
            model,
            CodaJson.mapper().createObjectNode(),
            reply.calls().isEmpty() ? "stop" : "tool_calls"));
    frames.add("data: [DONE]\n\n");
  }

  private static String chunk(String model, ObjectNode delta, @Nullable String finish) {
    ObjectNode chunk = CodaJson.mapper().createObjectNode();
    chunk.put("id", "chatcmpl-1").put("object", "chat.completion.chunk").put("model", model);
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finish);
    return data(chunk);
  }
}

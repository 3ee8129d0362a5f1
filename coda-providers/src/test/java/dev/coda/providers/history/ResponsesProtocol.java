package dev.coda.providers.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** OpenAI's Responses, without storage at the host. */
final class ResponsesProtocol extends Protocol {
  private static final int LONGEST_ID = 64;

  @Override
  void check(String model, JsonNode request, List<String> problems) {
    JsonNode input = request.path("input");
    Set<String> open = new HashSet<>();
    Set<String> ever = new HashSet<>();
    for (int i = 0; i < input.size(); i++) {
      JsonNode item = input.get(i);
      switch (item.path("type").asText("message")) {
        case "message" -> message(item, problems);
        case "function_call" -> {
          String id = item.path("call_id").asText();
          expect(!id.isEmpty() && id.length() <= LONGEST_ID, "call_id " + id, problems);
          expect(ever.add(id), "two calls of one id: " + id, problems);
          open.add(id);
          expect(ChatProtocol.isObject(item.path("arguments")), "arguments " + item, problems);
          expect(
              item.path("name").asText().matches("[a-zA-Z0-9_-]{1,64}"),
              "a call of " + item.path("name"),
              problems);
        }
        case "function_call_output" ->
            expect(open.remove(item.path("call_id").asText()), "output without call", problems);
        case "reasoning" -> {
          expect(
              isOwn(model, item.path("encrypted_content").asText()),
              "reasoning of another model: " + item,
              problems);
          String next = input.path(i + 1).path("type").asText("message");
          boolean follows =
              next.equals("function_call")
                  || next.equals("reasoning")
                  || input.path(i + 1).path("role").asText().equals("assistant");
          expect(follows, "reasoning without the item that follows it", problems);
        }
        default -> problems.add("an item " + item);
      }
    }
    expect(open.isEmpty(), "No tool output found for " + open, problems);
    List<String> names = new ArrayList<>();
    request.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
    uniqueTools(names, problems);
    expect(
        !request.has("parallel_tool_calls") || !names.isEmpty(),
        "parallel_tool_calls without tools",
        problems);
  }

  private static void message(JsonNode item, List<String> problems) {
    JsonNode content = item.path("content");
    boolean assistant = item.path("role").asText().equals("assistant");
    expect(
        content.isTextual() ? !content.textValue().isEmpty() : !content.isEmpty(),
        "an empty message",
        problems);
    if (!content.isTextual()) {
      content.forEach(part ->
          expect(
              part.path("type").asText().startsWith(assistant ? "output_" : "input_"),
              "content of the wrong side: " + part,
              problems));
    }
  }

  @Override
  void write(String model, HostReply reply, List<String> frames) {
    ObjectNode response = CodaJson.mapper().createObjectNode();
    response.put("id", "resp_1").put("object", "response").put("model", model);
    ArrayNode output = CodaJson.mapper().createArrayNode();
    frames.add(event("response.created", node("response.created").set("response", response)));
    if (reply.reasoning() != null) {
      ObjectNode item = node("reasoning").put("id", "rs_1").put("encrypted_content", state(model));
      item.putArray("summary")
          .addObject()
          .put("type", "summary_text")
          .put("text", reply.reasoning());
      item(frames, output, item);
    }
    if (reply.text() != null) {
      ObjectNode item = node("message").put("id", "msg_1").put("role", "assistant");
      item.put("status", "completed").putArray("content");
      int index = output.size();
      frames.add(event("response.output_item.added", added(index, item)));
      frames.add(
          event(
              "response.output_text.delta",
              node("response.output_text.delta")
                  .put("item_id", "msg_1")
                  .put("output_index", index)
                  .put("content_index", 0)
                  .put("delta", reply.text())));
      item.withArray("content").addObject().put("type", "output_text").put("text", reply.text());
      done(frames, output, item);
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      HostReply.Call call = reply.calls().get(i);
      item(
          frames,
          output,
          node("function_call")
              .put("id", "fc_" + i)
              .put("call_id", call.id())
              .put("name", call.name())
              .put("arguments", call.arguments())
              .put("status", "completed"));
    }
    ObjectNode completed = response.deepCopy().put("status", "completed");
    completed.set("output", output);
    completed.putObject("usage").put("input_tokens", 10).put("output_tokens", 5);
    frames.add(event("response.completed", node("response.completed").set("response", completed)));
  }

  private static void item(List<String> frames, ArrayNode output, ObjectNode item) {
    frames.add(event("response.output_item.added", added(output.size(), item)));
    done(frames, output, item);
  }

  private static void done(List<String> frames, ArrayNode output, ObjectNode item) {
    frames.add(
        event(
            "response.output_item.done",
            node("response.output_item.done")
                .put("output_index", output.size())
                .set("item", item)));
    output.add(item);
  }

  private static ObjectNode added(int index, ObjectNode item) {
    return node("response.output_item.added")
        .put("output_index", index)
        .set("item", item.deepCopy());
  }

  private static ObjectNode node(String type) {
    return CodaJson.mapper().createObjectNode().put("type", type);
  }
}

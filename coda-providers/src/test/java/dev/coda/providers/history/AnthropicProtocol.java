package dev.coda.providers.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Anthropic's Messages. */
final class AnthropicProtocol extends Protocol {
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  @Override
  void check(String model, JsonNode request, List<String> problems) {
    JsonNode messages = request.path("messages");
    expect(!messages.isEmpty(), "no messages", problems);
    expect(
        messages.path(0).path("role").asText().equals("user"), "the first is not a user", problems);
    expect(
        messages.path(messages.size() - 1).path("role").asText().equals("user"),
        "the last is not a user",
        problems);
    Set<String> open = new HashSet<>();
    Set<String> ever = new HashSet<>();
    for (JsonNode message : messages) {
      boolean user = message.path("role").asText().equals("user");
      List<JsonNode> blocks = blocks(message.path("content"));
      expect(!blocks.isEmpty(), "an empty message", problems);
      if (!user) {
        expect(open.isEmpty(), "tool_use without tool_result: " + open, problems);
        open.clear();
        assistant(model, blocks, open, ever, problems);
      } else {
        user(blocks, open, problems);
      }
    }
    expect(open.isEmpty(), "tool_use without tool_result at the end: " + open, problems);
    List<String> names = new ArrayList<>();
    request.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
    uniqueTools(names, problems);
  }

  private void assistant(
      String model,
      List<JsonNode> blocks,
      Set<String> open,
      Set<String> ever,
      List<String> problems) {
    for (JsonNode block : blocks) {
      switch (block.path("type").asText()) {
        case "text" -> text(block, problems);
        case "thinking" ->
            expect(
                isOwn(model, block.path("signature").asText()),
                "a thinking block of another model: " + block,
                problems);
        case "tool_use" -> {
          String id = block.path("id").asText();
          expect(id.matches("[a-zA-Z0-9_-]+"), "tool_use.id " + id, problems);
          expect(ever.add(id), "tool_use ids must be unique: " + id, problems);
          expect(block.path("input").isObject(), "tool_use.input is not an object", problems);
          expect(
              block.path("name").asText().matches("[a-zA-Z0-9_-]{1,128}"),
              "tool_use.name " + block.path("name"),
              problems);
          open.add(id);
        }
        default -> problems.add("an assistant's block " + block);
      }
    }
  }

  private static void user(List<JsonNode> blocks, Set<String> open, List<String> problems) {
    boolean results = true;
    for (JsonNode block : blocks) {
      String type = block.path("type").asText();
      if (type.equals("tool_result")) {
        expect(results, "a tool_result behind other content", problems);
        String id = block.path("tool_use_id").asText();
        expect(open.remove(id), "tool_result without tool_use: " + id, problems);
        continue;
      }
      results = false;
      if (type.equals("text")) {
        text(block, problems);
      } else if (type.equals("image")) {
        expect(
            IMAGES.contains(block.path("source").path("media_type").asText()),
            "an image of " + block.path("source").path("media_type"),
            problems);
      }
    }
    expect(open.isEmpty(), "tool_use without tool_result: " + open, problems);
    open.clear();
  }

  private static void text(JsonNode block, List<String> problems) {
    expect(!block.path("text").asText().isBlank(), "blank text", problems);
  }

  private static List<JsonNode> blocks(JsonNode content) {
    List<JsonNode> blocks = new ArrayList<>();
    if (content.isTextual()) {
      blocks.add(CodaJson.mapper().createObjectNode().put("type", "text").set("text", content));
    } else {
      content.forEach(blocks::add);
    }
    return blocks;
  }

  @Override
  void write(String model, HostReply reply, List<String> frames) {
    ObjectNode start = node("message_start");
    start
        .putObject("message")
        .put("id", "msg_1")
        .put("type", "message")
        .put("role", "assistant")
        .put("model", model)
        .putObject("usage")
        .put("input_tokens", 10)
        .put("output_tokens", 1);
    frames.add(event("message_start", start));
    int index = 0;
    if (reply.reasoning() != null) {
      open(frames, index, node("thinking").put("thinking", "").put("signature", ""));
      delta(frames, index, node("thinking_delta").put("thinking", reply.reasoning()));
      delta(frames, index, node("signature_delta").put("signature", state(model)));
      close(frames, index++);
    }
    if (reply.text() != null) {
      open(frames, index, node("text").put("text", ""));
      delta(frames, index, node("text_delta").put("text", reply.text()));
      close(frames, index++);
    }
    for (HostReply.Call call : reply.calls()) {
      ObjectNode block = node("tool_use").put("id", call.id()).put("name", call.name());
      block.putObject("input");
      open(frames, index, block);
      delta(frames, index, node("input_json_delta").put("partial_json", call.arguments()));
      close(frames, index++);
    }
    ObjectNode end = node("message_delta");
    end.putObject("delta").put("stop_reason", reply.calls().isEmpty() ? "end_turn" : "tool_use");
    end.putObject("usage").put("output_tokens", 5);
    frames.add(event("message_delta", end));
    frames.add(event("message_stop", node("message_stop")));
  }

  private static void open(List<String> frames, int index, ObjectNode block) {
    frames.add(
        event(
            "content_block_start",
            node("content_block_start").put("index", index).set("content_block", block)));
  }

  private static void delta(List<String> frames, int index, ObjectNode delta) {
    frames.add(
        event(
            "content_block_delta",
            node("content_block_delta").put("index", index).set("delta", delta)));
  }

  private static void close(List<String> frames, int index) {
    frames.add(event("content_block_stop", node("content_block_stop").put("index", index)));
  }

  private static ObjectNode node(String type) {
    return CodaJson.mapper().createObjectNode().put("type", type);
  }
}

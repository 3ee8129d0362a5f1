package dev.coda.testkit.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the frames of a streamed chat completion, in the shape OpenAI documents. */
final class ChatFrames {
  static final byte[] DONE = bytes("data: [DONE]\n\n");

  private ChatFrames() {}

  static byte[] token(String text) {
    ObjectNode chunk = chunk();
    choice(chunk).putObject("delta").put("role", "assistant").put("content", text);
    return frame(chunk);
  }

  static byte[] reasoning(String text) {
    ObjectNode chunk = chunk();
    choice(chunk).putObject("delta").put("role", "assistant").put("reasoning_content", text);
    return frame(chunk);
  }

  static byte[] toolCall(int index, String name, String arguments) {
    ObjectNode chunk = chunk();
    ObjectNode call = choice(chunk).putObject("delta").putArray("tool_calls").addObject();
    call.put("index", index).put("id", "call_" + index).put("type", "function");
    call.putObject("function").put("name", name).put("arguments", arguments);
    return frame(chunk);
  }

  static List<byte[]> end(String finishReason, int tokensIn, int tokensOut) {
    ObjectNode finish = chunk();
    ObjectNode choice = choice(finish);
    choice.putObject("delta");
    choice.put("finish_reason", finishReason);
    ObjectNode usage = chunk();
    usage.putArray("choices");
    usage
        .putObject("usage")
        .put("prompt_tokens", tokensIn)
        .put("completion_tokens", tokensOut)
        .put("total_tokens", tokensIn + tokensOut);
    return new ArrayList<>(List.of(frame(finish), frame(usage), DONE));
  }

  static byte[] error(String type, String message) {
    return frame(errorObject(type, message));
  }

  static ObjectNode errorObject(String type, String message) {
    ObjectNode error = CodaJson.mapper().createObjectNode();
    error.putObject("error").put("message", message).put("type", type).put("code", type);
    return error;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] frame(JsonNode chunk) {
    return bytes("data: " + chunk + "\n\n");
  }

  private static ObjectNode chunk() {
    return CodaJson.mapper()
        .createObjectNode()
        .put("id", "chatcmpl-mock")
        .put("object", "chat.completion.chunk")
        .put("created", 1_700_000_000)
        .put("model", MockModelServer.MODEL);
  }

  private static ObjectNode choice(ObjectNode chunk) {
    ObjectNode choice = chunk.putArray("choices").addObject();
    choice.put("index", 0);
    choice.putNull("finish_reason");
    return choice;
  }
}

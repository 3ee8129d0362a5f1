package dev.coda.providers.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Google's generateContent. */
final class GeminiProtocol extends Protocol {
  /** What Google documents for calls that another model made. */
  private static final String FROM_ELSEWHERE = "skip_thought_signature_validator";

  @Override
  void check(String model, JsonNode request, List<String> problems) {
    JsonNode contents = request.path("contents");
    expect(!contents.isEmpty(), "no contents", problems);
    String before = "model";
    int calls = 0;
    for (JsonNode content : contents) {
      String role = content.path("role").asText();
      expect(role.equals("user") || before.equals("user"), "two replies in a row", problems);
      expect(!content.path("parts").isEmpty(), "a content without parts", problems);
      int responses = count(content, "functionResponse");
      expect(
          responses == calls,
          "%d responses to %d calls in %s".formatted(responses, calls, content),
          problems);
      calls = count(content, "functionCall");
      content.path("parts").forEach(part -> part(model, part, role, problems));
      if (calls > 0 && model.startsWith("gemini-3")) {
        firstCallIsSigned(content, problems);
      }
      before = role;
    }
    expect(before.equals("user"), "the last is the model", problems);
    List<String> names = new ArrayList<>();
    request
        .path("tools")
        .forEach(tools ->
            tools
                .path("functionDeclarations")
                .forEach(tool -> names.add(tool.path("name").asText())));
    uniqueTools(names, problems);
  }

  private void part(String model, JsonNode part, String role, List<String> problems) {
    if (part.has("text")) {
      expect(!part.path("text").asText().isEmpty(), "empty text", problems);
    }
    if (part.has("functionCall")) {
      expect(role.equals("model"), "a call of the user", problems);
      expect(part.path("functionCall").path("args").isObject(), "args are not an object", problems);
      expect(
          part.path("functionCall")
              .path("name")
              .asText()
              .matches("[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}"),
          "a call of " + part,
          problems);
    }
    if (part.has("thoughtSignature")) {
      String signature = part.path("thoughtSignature").asText();
      expect(
          signature.equals(FROM_ELSEWHERE) || isOwn(model, signature),
          "a signature of another model: " + part,
          problems);
    }
  }

  private static void firstCallIsSigned(JsonNode content, List<String> problems) {
    for (JsonNode part : content.path("parts")) {
      if (part.has("functionCall")) {
        expect(part.has("thoughtSignature"), "missing a thought_signature: " + content, problems);
        return;
      }
    }
  }

  private static int count(JsonNode content, String kind) {
    int count = 0;
    for (JsonNode part : content.path("parts")) {
      count += part.has(kind) ? 1 : 0;
    }
    return count;
  }

  @Override
  void write(String model, HostReply reply, List<String> frames) {
    if (reply.reasoning() != null) {
      frames.add(chunk(model, parts(part("text", reply.reasoning()).put("thought", true)), null));
    }
    if (reply.text() != null) {
      frames.add(chunk(model, parts(part("text", reply.text())), null));
    }
    ArrayNode calls = CodaJson.mapper().createArrayNode();
    for (HostReply.Call call : reply.calls()) {
      ObjectNode part = calls.addObject();
      ObjectNode function = part.putObject("functionCall").put("name", call.name());
      function.set("args", arguments(call));
      if (calls.size() == 1) {
        part.put("thoughtSignature", state(model));
      }
    }
    if (!calls.isEmpty()) {
      frames.add(chunk(model, calls, null));
    }
    frames.add(chunk(model, parts(part("text", "")), "STOP"));
  }

  private static JsonNode arguments(HostReply.Call call) {
    try {
      return CodaJson.mapper().readTree(call.arguments().isEmpty() ? "{}" : call.arguments());
    } catch (JsonProcessingException e) {
      return CodaJson.mapper().createObjectNode().put("broken", true);
    }
  }

  private static ObjectNode part(String kind, String text) {
    return CodaJson.mapper().createObjectNode().put(kind, text);
  }

  private static ArrayNode parts(ObjectNode part) {
    return CodaJson.mapper().createArrayNode().add(part);
  }

  private static String chunk(String model, ArrayNode parts, @Nullable String finish) {
    ObjectNode chunk = CodaJson.mapper().createObjectNode().put("modelVersion", model);
    ObjectNode candidate = chunk.putArray("candidates").addObject().put("index", 0);
    candidate.putObject("content").put("role", "model").set("parts", parts);
    if (finish != null) {
      candidate.put("finishReason", finish);
      chunk.putObject("usageMetadata").put("promptTokenCount", 10).put("candidatesTokenCount", 5);
    }
    return data(chunk);
  }
}

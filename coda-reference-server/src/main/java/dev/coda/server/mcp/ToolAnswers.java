package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.tool.SignIn;
import dev.coda.api.tool.ToolResult;
import java.util.Optional;

/** Turns a tool's result into what {@code tools/call} answers. */
final class ToolAnswers {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ToolAnswers() {}

  /** Where a failed answer says that the user has to sign in first. */
  static final String SIGN_IN = "dev.coda/sign_in";

  static ObjectNode of(ToolResult result, Caller caller) {
    if (result.signIn() != null) {
      return signIn(caller.linked(result.signIn()));
    }
    return result.output() == null
        ? failed(String.valueOf(result.message()))
        : succeeded(result.output());
  }

  private static ObjectNode signIn(SignIn signIn) {
    ObjectNode answer =
        failed(
            "The user has to sign in to %s first, at %s. Call again after that."
                .formatted(signIn.service(), signIn.url()));
    answer.putObject("_meta").set(SIGN_IN, json(signIn));
    return answer;
  }

  /** Returns the sign-in that an answer requests; empty if it requests none. */
  static Optional<SignIn> signIn(JsonNode answer) {
    JsonNode signIn = answer.path("_meta").path(SIGN_IN);
    return signIn.isMissingNode()
        ? Optional.empty()
        : Optional.of(new SignIn(signIn.path("service").asText(), signIn.path("url").asText()));
  }

  /** Returns a sign-in as hosts read it. */
  static ObjectNode json(SignIn signIn) {
    return NODES.objectNode().put("service", signIn.service()).put("url", signIn.url());
  }

  /** A failure that the host's model shall read, unlike a JSON-RPC error. */
  static ObjectNode failed(String sentence) {
    ObjectNode answer = NODES.objectNode();
    answer.putArray("content").add(text(sentence));
    return answer.put("isError", true);
  }

  static ObjectNode succeeded(JsonNode output) {
    ObjectNode answer = NODES.objectNode();
    ArrayNode content = answer.putArray("content");
    if (isPart(output)) {
      content.add(block(output));
      return answer;
    }
    if (isParts(output)) {
      output.forEach(part -> content.add(block(part)));
      if (isStructured(output.get(0))) {
        answer.set("structuredContent", output.get(0).path("content"));
      }
      return answer;
    }
    content.add(text(output.isTextual() ? output.asText() : output.toString()));
    if (output.isObject()) {
      answer.set("structuredContent", output);
    }
    return answer;
  }

  private static boolean isParts(JsonNode output) {
    if (!output.isArray() || output.isEmpty()) {
      return false;
    }
    for (JsonNode part : output) {
      boolean text = part.path("type").asText().equals("text") && part.has("text");
      if (!text && !isPart(part) && !isStructured(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPart(JsonNode part) {
    return part.path("type").asText().equals("media") && part.has("mime_type");
  }

  private static boolean isStructured(JsonNode part) {
    return part.path("type").asText().equals("structured") && part.path("content").isObject();
  }

  private static ObjectNode block(JsonNode part) {
    if (part.has("text")) {
      return text(part.path("text").asText());
    }
    if (isStructured(part)) {
      return text(part.path("content").toString());
    }
    String mimeType = part.path("mime_type").asText();
    if (part.has("uri")) {
      String uri = part.path("uri").asText();
      return NODES
          .objectNode()
          .put("type", "resource_link")
          .put("uri", uri)
          .put("name", part.path("name").asText(uri))
          .put("mimeType", mimeType);
    }
    String data = part.path("data").asText();
    if (mimeType.startsWith("image/") || mimeType.startsWith("audio/")) {
      return NODES
          .objectNode()
          .put("type", mimeType.substring(0, 5))
          .put("data", data)
          .put("mimeType", mimeType);
    }
    ObjectNode block = NODES.objectNode().put("type", "resource");
    block
        .putObject("resource")
        .put("uri", part.path("name").asText("coda://result"))
        .put("mimeType", mimeType)
        .put("blob", data);
    return block;
  }

  private static ObjectNode text(String text) {
    return NODES.objectNode().put("type", "text").put("text", text);
  }
}

package dev.coda.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what a service says about its failure: {@code {"error": {"message"}}}, {@code {"error":
 * "…"}}, {@code {"message"}}, or problem+json (RFC 9457).
 */
final class ErrorMessage {
  private static final int MAX = 300;

  private ErrorMessage() {}

  /** One bounded line; empty if the body is not JSON or says nothing. */
  static Optional<String> in(String body) {
    JsonNode root = ServiceJson.parse(body).orElse(null);
    if (root == null) {
      return Optional.empty();
    }
    return Stream.of("/error/message", "/error", "/detail", "/title", "/message")
        .map(root::at)
        .filter(JsonNode::isTextual)
        .map(node -> OneLine.of(node.asText(), MAX))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}

package dev.coda.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the message in a service's error response: {@code {"error": {"message"}}}, {@code {"error":
 * "…"}}, {@code {"message"}}, or problem+json (RFC 9457).
 */
final class ErrorBody {
  private static final int MAX = 300;

  private ErrorBody() {}

  /** Returns one line of bounded length; empty if the body is not JSON or has no message. */
  static Optional<String> message(String body) {
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

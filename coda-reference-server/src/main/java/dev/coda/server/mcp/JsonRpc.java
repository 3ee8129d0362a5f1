package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Makes the messages of JSON-RPC 2.0. */
final class JsonRpc {
  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL_ERROR = -32603;

  /** The user has to open an address first (revision 2025-11-25). */
  static final int URL_ELICITATION_REQUIRED = -32042;

  private JsonRpc() {}

  static ObjectNode result(JsonNode id, JsonNode result) {
    ObjectNode message = message();
    message.set("id", id);
    message.set("result", result);
    return message;
  }

  /**
   * Makes an error.
   *
   * @param id the request's id; null if it could not be read
   */
  static ObjectNode error(@Nullable JsonNode id, int code, String text) {
    ObjectNode message = message();
    message.set("id", id == null ? JsonNodeFactory.instance.nullNode() : id);
    message.putObject("error").put("code", code).put("message", text);
    return message;
  }

  static ObjectNode error(@Nullable JsonNode id, RefusedException refusal) {
    ObjectNode message = error(id, refusal.code(), refusal.text());
    if (refusal.data() != null) {
      message.withObject("/error").set("data", refusal.data());
    }
    return message;
  }

  static ObjectNode notification(String method, JsonNode params) {
    ObjectNode message = message().put("method", method);
    message.set("params", params);
    return message;
  }

  private static ObjectNode message() {
    return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
  }
}

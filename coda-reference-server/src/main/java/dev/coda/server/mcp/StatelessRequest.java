package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A request of the revision 2026-07-28, which carries its own version and capabilities, and whose
 * headers repeat parts of its body. Immutable.
 */
record StatelessRequest(JsonNode id, String method, JsonNode params) {
  static final String VERSION = "2026-07-28";
  static final String VERSION_HEADER = "MCP-Protocol-Version";

  static final int UNSUPPORTED_VERSION = -32022;

  private static final int HEADER_MISMATCH = -32020;
  private static final String PREFIX = "io.modelcontextprotocol/";
  private static final String ENCODED = "=?base64?";
  private static final List<String> NAMED = List.of("tools/call", "prompts/get");

  /** Returns whether a message belongs to a revision without sessions. */
  static boolean isOne(JsonNode message) {
    return meta(message.path("params"), "protocolVersion").isTextual();
  }

  /** Returns the version that a message is written in. */
  static String version(JsonNode message) {
    return meta(message.path("params"), "protocolVersion").asText();
  }

  /**
   * Reads a request.
   *
   * @throws RefusedException if its headers are not those of its body
   */
  static StatelessRequest of(HttpHeaders headers, JsonNode message) {
    String method = message.path("method").asText();
    JsonNode params = message.path("params");
    require(headers, VERSION_HEADER, version(message));
    require(headers, "Mcp-Method", method);
    if (NAMED.contains(method)) {
      require(headers, "Mcp-Name", params.path("name").asText());
    }
    return new StatelessRequest(message.path("id"), method, params);
  }

  /** Returns whether the client can ask its user to fill in a form. */
  boolean canElicit() {
    JsonNode elicitation = meta(params, "clientCapabilities").path("elicitation");
    return elicitation.isObject() && (elicitation.isEmpty() || elicitation.has("form"));
  }

  /** Returns whether the client can ask its user to open an address. */
  boolean canOpen() {
    return meta(params, "clientCapabilities").path("elicitation").has("url");
  }

  private static JsonNode meta(JsonNode params, String key) {
    return params.path("_meta").path(PREFIX + key);
  }

  private static void require(HttpHeaders headers, String name, String value) {
    String sent = headers.get(name);
    if (sent == null || !decoded(sent).equals(Optional.of(value))) {
      throw new RefusedException(
          HEADER_MISMATCH, "Header mismatch: %s must be what the body says.".formatted(name));
    }
  }

  private static Optional<String> decoded(String value) {
    if (!value.startsWith(ENCODED) || !value.endsWith("?=")) {
      return Optional.of(value);
    }
    try {
      byte[] bytes =
          Base64.getDecoder().decode(value.substring(ENCODED.length(), value.length() - 2));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package dev.coda.testkit.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it was received. Immutable.
 *
 * @param method the HTTP method
 * @param path the path with its query
 * @param headers by lower-case name; of a repeated header, the last value
 * @param body as UTF-8; empty if there was none
 */
public record MockRequest(String method, String path, Map<String, String> headers, String body) {
  /** Copies the map. */
  public MockRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * {@return a header's value; the case of its name does not matter}
   *
   * @param name the name of the header, in any case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * Reads the body as JSON.
   *
   * @return the body
   */
  public JsonNode json() {
    try {
      return CodaJson.mapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The body of " + method + " " + path + " is not JSON.", e);
    }
  }

  static MockRequest of(String head, byte[] body) {
    String[] lines = head.split("\r\n", -1);
    String[] start = lines[0].split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        String name = lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.put(name, lines[i].substring(colon + 1).strip());
      }
    }
    String path = start.length > 1 ? start[1] : "";
    return new MockRequest(start[0], path, headers, new String(body, StandardCharsets.UTF_8));
  }
}

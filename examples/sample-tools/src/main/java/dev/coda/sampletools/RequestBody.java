package dev.coda.sampletools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a request's JSON within the limit on its size. Immutable. */
final class RequestBody {
  static final int LARGEST = 1024 * 1024;

  /** What is read and dropped after the limit, so that a client that still sends sees the reply. */
  private static final int LARGEST_DROPPED = 8 * LARGEST;

  private RequestBody() {}

  static JsonNode read(HttpExchange exchange) throws IOException {
    if (!isJson(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      throw new RefusedException(
          Reply.error(
              415, "unsupported_media_type", "Send JSON, with Content-Type: application/json"));
    }
    byte[] body = bytes(exchange.getRequestBody());
    if (body.length == 0) {
      throw new RefusedException(
          Reply.error(400, "invalid_json", "The body is empty; send a JSON object"));
    }
    try {
      return Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      String problem = "The body is not valid JSON: " + firstClause(e) + position(e);
      throw new RefusedException(Reply.error(400, "invalid_json", problem));
    }
  }

  private static byte[] bytes(InputStream stream) throws IOException {
    byte[] body = stream.readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      drop(stream);
      String message = "The body has more than " + LARGEST + " bytes";
      throw new RefusedException(
          Reply.error(413, "payload_too_large", message).with("Connection", "close"));
    }
    return body;
  }

  private static void drop(InputStream stream) throws IOException {
    byte[] buffer = new byte[8192];
    int dropped = 0;
    int count = 0;
    while (count >= 0 && dropped < LARGEST_DROPPED) {
      dropped += count;
      count = stream.read(buffer);
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    return type.equals("application/json") || type.matches("application/[^ /]+\\+json");
  }

  /** Leaves out what speaks of the parser's own settings and offsets. */
  private static String firstClause(JsonProcessingException e) {
    return e.getOriginalMessage().replaceFirst("(?s)(: was expecting| \\(|\\R).*", "");
  }

  private static String position(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }
}

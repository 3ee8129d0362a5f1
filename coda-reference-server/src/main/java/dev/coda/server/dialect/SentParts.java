package dev.coda.server.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates parts from the content that clients send, in any protocol. */
public final class SentParts {
  private static final Pattern DATA_URL =
      Pattern.compile("data:([\\w.+-]+/[\\w.+-]+)(?:;[\\w=.+-]+)*;base64,([A-Za-z0-9+/=\\s]*)");
  private static final String IMAGE = "image/jpeg";

  private SentParts() {}

  /**
   * Returns the id of a call. Ids of other servers can have any form, so a text that is not an id
   * of this server is converted to one, which is always the same for the same text.
   */
  public static CallId callId(String sent) {
    try {
      return CallId.of(sent);
    } catch (IllegalArgumentException e) {
      return new CallId(UUID.nameUUIDFromBytes(sent.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Returns a call of an earlier answer; arguments that are not JSON are kept as text. */
  public static Part call(String id, String name, String arguments) {
    return new ToolCallPart(callId(id), name, arguments(arguments), null);
  }

  /** Returns the result of a client's own tool. */
  public static Part result(String id, String name, String output) {
    return new ToolResultPart(
        callId(id), name, ToolStatus.SUCCESS, TextNode.valueOf(output), null, null);
  }

  /**
   * Returns a file or an image.
   *
   * @param field the path of the field with the address
   * @param name the file's name; null for an image without one
   */
  public static Part file(Fields of, String field, String address, @Nullable String name) {
    Matcher data = DATA_URL.matcher(address);
    if (data.matches()) {
      return new MediaPart(data.group(1), null, data.group(2).replaceAll("\\s", ""), name);
    }
    if (!address.startsWith("https://") && !address.startsWith("http://")) {
      throw of.wrong(field, "must be an address on the web or a data: URL in Base64");
    }
    String type = URLConnection.guessContentTypeFromName(name == null ? address : name);
    return new MediaPart(type == null ? IMAGE : type, address, null, name);
  }

  private static JsonNode arguments(String text) {
    try {
      JsonNode read = CodaJson.mapper().readTree(text);
      return read.isMissingNode() ? CodaJson.mapper().createObjectNode() : read;
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }
}

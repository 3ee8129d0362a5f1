package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.providers.internal.wire.WireJson;
import java.io.IOException;

/**
 * One event of a stream, read token by token; only rare content becomes a tree. Missing fields are
 * empty, a missing index is -1. Confined to one thread at a time.
 */
final class ResponseFrame {
  String type = "";
  String object = "";
  String itemId = "";
  int outputIndex = -1;
  int partIndex = -1;
  String delta = "";
  String whole = "";
  String name = "";
  JsonNode item = MissingNode.getInstance();
  JsonNode response = MissingNode.getInstance();
  JsonNode annotation = MissingNode.getInstance();
  boolean error;

  static ResponseFrame read(JsonParser in) throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("an event that is not an object");
    }
    ResponseFrame frame = new ResponseFrame();
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      JsonToken value = in.nextToken();
      switch (field) {
        case "type" -> frame.type = WireJson.text(in);
        case "object" -> frame.object = WireJson.text(in);
        case "item_id" -> frame.itemId = WireJson.text(in);
        case "output_index" -> frame.outputIndex = index(in);
        case "content_index", "summary_index" -> frame.partIndex = index(in);
        case "delta" -> frame.delta = WireJson.text(in);
        case "text", "refusal", "arguments" -> frame.whole = WireJson.text(in);
        case "name" -> frame.name = WireJson.text(in);
        case "item" -> frame.item = in.readValueAsTree();
        case "response" -> frame.response = response(in, frame.type);
        case "annotation" -> frame.annotation = in.readValueAsTree();
        case "error" -> {
          frame.error = value == JsonToken.START_OBJECT || value == JsonToken.VALUE_STRING;
          in.skipChildren();
        }
        default -> in.skipChildren();
      }
    }
    if (in.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("an event that is cut");
    }
    return frame;
  }

  /** The start of a response only repeats the request. */
  private static JsonNode response(JsonParser in, String type) throws IOException {
    if (type.equals("response.created") || type.equals("response.in_progress")) {
      in.skipChildren();
      return MissingNode.getInstance();
    }
    return in.readValueAsTree();
  }

  private static int index(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return in.getIntValue();
    }
    in.skipChildren();
    return -1;
  }
}

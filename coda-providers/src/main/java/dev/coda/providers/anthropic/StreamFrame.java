package dev.coda.providers.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.providers.internal.wire.WireJson;
import java.io.IOException;

/**
 * One event of a stream, read token by token; only rare content becomes a tree. Missing fields are
 * empty. Confined to one thread at a time.
 */
final class StreamFrame {
  String type = "";
  int index = -1;
  JsonNode message = MissingNode.getInstance();
  JsonNode block = MissingNode.getInstance();
  JsonNode usage = MissingNode.getInstance();
  boolean error;
  final Delta delta = new Delta();

  /** The delta of a block or of the message. */
  static final class Delta {
    String text = "";
    String thinking = "";
    String signature = "";
    String json = "";
    String stopReason = "";
    JsonNode citation = MissingNode.getInstance();

    /** Returns the type of the block to which this piece belongs; empty if not stated. */
    String blockType() {
      if (!json.isEmpty()) {
        return "tool_use";
      }
      return !thinking.isEmpty() || !signature.isEmpty()
          ? "thinking"
          : text.isEmpty() ? "" : "text";
    }
  }

  static StreamFrame read(JsonParser in) throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("an event that is not an object");
    }
    StreamFrame frame = new StreamFrame();
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      JsonToken value = in.nextToken();
      switch (field) {
        case "type" -> frame.type = WireJson.text(in);
        case "index" -> frame.index = value == JsonToken.VALUE_NUMBER_INT ? in.getIntValue() : -1;
        case "delta" -> delta(in, frame.delta);
        case "message" -> frame.message = in.readValueAsTree();
        case "content_block" -> frame.block = in.readValueAsTree();
        case "usage" -> frame.usage = in.readValueAsTree();
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

  private static void delta(JsonParser in, Delta delta) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      in.nextToken();
      switch (field) {
        case "text" -> delta.text = WireJson.text(in);
        case "thinking" -> delta.thinking = WireJson.text(in);
        case "signature" -> delta.signature = WireJson.text(in);
        case "partial_json" -> delta.json = WireJson.text(in);
        case "stop_reason" -> delta.stopReason = WireJson.text(in);
        case "citation" -> delta.citation = in.readValueAsTree();
        default -> in.skipChildren();
      }
    }
  }
}

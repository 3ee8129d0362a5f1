package dev.coda.server.dialect.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Gathers frames and numbers them from 0. Confined to one thread at a time. */
final class ResponseFrames {
  private List<ObjectNode> gathered = new ArrayList<>();
  private int next;

  /** Adds a frame, to be filled. */
  ObjectNode add(String type) {
    ObjectNode frame =
        JsonNodeFactory.instance.objectNode().put("type", type).put("sequence_number", next++);
    gathered.add(frame);
    return frame;
  }

  /** Adds a frame about an item's content. */
  ObjectNode ofItem(String type, String itemId, int outputIndex, int contentIndex) {
    return ofItem(type, itemId, outputIndex).put("content_index", contentIndex);
  }

  /** Adds a frame about an item. */
  ObjectNode ofItem(String type, String itemId, int outputIndex) {
    return add(type).put("item_id", itemId).put("output_index", outputIndex);
  }

  /** Adds a frame with an item that is {@code added} or {@code done}. */
  void item(String what, int outputIndex, ObjectNode item) {
    add("response.output_item." + what)
        .put("output_index", outputIndex)
        .set("item", item.deepCopy());
  }

  /** Adds a frame with the whole response. */
  void response(String type, ObjectNode response) {
    add(type).set("response", response);
  }

  /** Returns what was gathered since the last time. */
  List<ObjectNode> take() {
    List<ObjectNode> taken = gathered;
    gathered = new ArrayList<>();
    return taken;
  }
}

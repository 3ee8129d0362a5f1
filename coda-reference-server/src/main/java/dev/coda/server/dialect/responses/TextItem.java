package dev.coda.server.dialect.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An item of text in the making: an answer or a thought. Confined to one thread at a time. */
final class TextItem {
  /** What the protocol calls an item, its content and the frames of the two. */
  enum Kind {
    MESSAGE("message", "output_text"),
    REASONING("reasoning", "reasoning_text");

    final String item;
    final String content;

    Kind(String item, String content) {
      this.item = item;
      this.content = content;
    }
  }

  private final Kind kind;
  private final String id;
  private final int index;
  private final int part;
  private final TextPieces pieces = new TextPieces();
  private final StringBuilder text = new StringBuilder();

  TextItem(Kind kind, String id, int index, int part) {
    this.kind = kind;
    this.id = id;
    this.index = index;
    this.part = part;
  }

  boolean isOf(Kind other, int otherPart) {
    return kind == other && part == otherPart;
  }

  int index() {
    return index;
  }

  int part() {
    return part;
  }

  void open(ResponseFrames frames) {
    frames.item("added", index, item("in_progress", false));
    frames.ofItem("response.content_part.added", id, index, 0).set("part", content(""));
  }

  void add(String more, ResponseFrames frames) {
    pieces.add(more).forEach(piece -> delta(piece, frames));
  }

  /** Ends the item, and returns it as it is in the response. */
  ObjectNode close(String status, ResponseFrames frames) {
    String last = pieces.end();
    if (!last.isEmpty()) {
      delta(last, frames);
    }
    ObjectNode done =
        frames
            .ofItem("response." + kind.content + ".done", id, index, 0)
            .put("text", text.toString());
    if (kind == Kind.MESSAGE) {
      done.putArray("logprobs");
    }
    frames.ofItem("response.content_part.done", id, index, 0).set("part", content(text.toString()));
    ObjectNode item = item(status, true);
    frames.item("done", index, item);
    return item;
  }

  private void delta(String piece, ResponseFrames frames) {
    text.append(piece);
    ObjectNode delta =
        frames.ofItem("response." + kind.content + ".delta", id, index, 0).put("delta", piece);
    if (kind == Kind.MESSAGE) {
      delta.putArray("logprobs");
    }
  }

  private ObjectNode item(String status, boolean whole) {
    ObjectNode item =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("type", kind.item)
            .put("status", status);
    if (kind == Kind.MESSAGE) {
      item.put("role", "assistant");
    } else {
      item.putArray("summary");
      item.putNull("encrypted_content");
    }
    item.putArray("content").addAll(whole ? List.of(content(text.toString())) : List.of());
    return item;
  }

  private ObjectNode content(String shown) {
    ObjectNode content =
        JsonNodeFactory.instance.objectNode().put("type", kind.content).put("text", shown);
    if (kind == Kind.MESSAGE) {
      content.putArray("annotations");
      content.putArray("logprobs");
    }
    return content;
  }
}

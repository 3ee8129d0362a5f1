package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a message while they are streamed. Results of parallel tools may arrive in
 * any order: each has its index.
 */
final class PartsDraft {
  private final TreeMap<Integer, Slot> slots = new TreeMap<>();

  void text(int index, int offset, String delta, @Nullable JsonNode metadata) {
    slots.computeIfAbsent(index, i -> new Slot(false)).append(offset, delta, metadata);
  }

  void reasoning(int index, int offset, String delta, @Nullable JsonNode state) {
    slots.computeIfAbsent(index, i -> new Slot(true)).append(offset, delta, state);
  }

  void whole(int index, Part part) {
    slots.put(index, new Slot(part));
  }

  /** Replaces the arguments of a call; the data that its provider requires back is kept. */
  void input(CallId call, JsonNode input) {
    slots.replaceAll((index, slot) ->
        slot.whole instanceof ToolCallPart asked && asked.callId().equals(call)
            ? new Slot(new ToolCallPart(call, asked.toolName(), input, asked.state()))
            : slot);
  }

  void dropFrom(int index) {
    slots.tailMap(index, true).clear();
  }

  int next() {
    return slots.isEmpty() ? 0 : slots.lastKey() + 1;
  }

  List<Part> parts() {
    List<Part> parts = new ArrayList<>(slots.size());
    slots.values().forEach(slot -> parts.add(slot.part()));
    return parts;
  }

  /** Returns the text parts, separated by an empty line where other parts stand between them. */
  String text() {
    String only = "";
    StringBuilder more = null;
    for (Slot slot : slots.values()) {
      String said = slot.said();
      if (only.isEmpty()) {
        only = said;
      } else if (!said.isEmpty()) {
        more = more == null ? new StringBuilder(only) : more;
        more.append("\n\n").append(said);
      }
    }
    return more == null ? only : more.toString();
  }

  private static final class Slot {
    private final boolean reasoning;
    private final @Nullable Part whole;

    /** The present part; null after it has grown. */
    private @Nullable Part made;

    /** The text while it has only one piece. */
    private String first = "";

    private @Nullable StringBuilder text;

    /** Data next to the text: the state of a thought, or the metadata of an answer's text. */
    private @Nullable JsonNode more;

    Slot(boolean reasoning) {
      this.reasoning = reasoning;
      this.whole = null;
    }

    Slot(Part whole) {
      this.reasoning = false;
      this.whole = whole;
    }

    /** Drops what is known already; a gap means that the log is damaged. */
    void append(int offset, String delta, @Nullable JsonNode beside) {
      int length = text == null ? first.length() : text.length();
      int known = length - offset;
      if (known < 0) {
        throw new StoreException(
            FailureKind.INTERNAL,
            "The log has a gap: text at offset %d follows %d units.".formatted(offset, length));
      }
      if (known < delta.length()) {
        append(delta, known);
      }
      more = beside == null ? more : beside;
      made = null;
    }

    private void append(String delta, int from) {
      if (text == null && first.isEmpty()) {
        first = delta.substring(from);
        return;
      }
      if (text == null) {
        text = new StringBuilder(first);
      }
      text.append(delta, from, delta.length());
    }

    private String text() {
      return text == null ? first : text.toString();
    }

    /** Returns the text for the user; empty for thoughts, calls and results. */
    private String said() {
      return part() instanceof TextPart part ? part.text() : "";
    }

    private Part part() {
      if (whole != null) {
        return whole;
      }
      Part part = made;
      if (part == null) {
        part = reasoning ? new ReasoningPart(text(), more) : new TextPart(text(), more);
        made = part;
      }
      return part;
    }
  }
}

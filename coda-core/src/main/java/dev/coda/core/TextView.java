package dev.coda.core;

import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a run's events into the text that a person reads: parts are separated by an empty line, and
 * parts that are reset are withdrawn. Confined to one thread at a time.
 */
final class TextView {
  private static final String BETWEEN_PARTS = "\n\n";

  private final TextListener listener;

  /** The text of each part that the listener has, the separator before it included. */
  private final TreeMap<Integer, StringBuilder> shown = new TreeMap<>();

  TextView(TextListener listener) {
    this.listener = listener;
  }

  void apply(RunEvent event) {
    if (event.payload() instanceof ContentDelta delta && !delta.delta().isEmpty()) {
      show(delta.part(), delta.delta());
    } else if (event.payload() instanceof AttemptReset reset) {
      takeBack(reset.part());
    }
  }

  private void show(int part, String text) {
    StringBuilder before = shown.get(part);
    String piece = before == null && !shown.isEmpty() ? BETWEEN_PARTS + text : text;
    if (before == null) {
      before = new StringBuilder();
      shown.put(part, before);
    }
    before.append(piece);
    listener.onText(piece);
  }

  private void takeBack(int fromPart) {
    Map<Integer, StringBuilder> dropped = shown.tailMap(fromPart, true);
    String text = String.join("", dropped.values());
    dropped.clear();
    if (!text.isEmpty()) {
      listener.onTextTakenBack(text);
    }
  }
}

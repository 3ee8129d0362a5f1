package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Collects a thought: its summary, or its text from models that show it, and its state. */
final class OutputReasoning implements OutputItem {
  private static final String BREAK = "\n\n";

  private final Map<Integer, GrowingText> parts = new HashMap<>();
  private final Consumer<String> listener;
  private JsonNode item = MissingNode.getInstance();
  private boolean begun;

  OutputReasoning(Consumer<String> listener) {
    this.listener = listener;
  }

  @Override
  public void piece(ResponseFrame frame) {
    part(frame.partIndex).add(frame.delta);
  }

  @Override
  public void part(ResponseFrame frame) {
    part(frame.partIndex).complete(frame.whole);
  }

  @Override
  public void whole(JsonNode whole) {
    // What a host repeats may lack the state that it has sent.
    if (whole.hasNonNull(ResponsesState.ENCRYPTED) || !item.hasNonNull(ResponsesState.ENCRYPTED)) {
      item = whole;
    }
    // A host that has both shows the text in summary.
    JsonNode shown =
        whole.path("summary").isEmpty() ? whole.path("content") : whole.path("summary");
    int index = 0;
    for (JsonNode piece : shown) {
      part(index++).complete(piece.path("text").asText(""));
    }
  }

  @Override
  public void describe(ResponsesState state) {
    state.reasoning(item);
  }

  private GrowingText part(int index) {
    return parts.computeIfAbsent(
        Math.max(index, 0),
        next -> {
          boolean[] first = {begun};
          begun = true;
          return new GrowingText(piece -> {
            listener.accept(first[0] ? BREAK + piece : piece);
            first[0] = false;
          });
        });
  }
}

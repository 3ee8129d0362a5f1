package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.providers.internal.wire.AnswerDraft;

/** Collects a thought: its summary, or its text from models that show it, and its state. */
final class OutputReasoning implements OutputItem {
  private static final String BREAK = "\n\n";

  private final TextParts parts;
  private JsonNode item = MissingNode.getInstance();

  OutputReasoning(AnswerDraft draft) {
    this.parts = new TextParts(() -> part(draft));
  }

  @Override
  public void piece(ResponseFrame frame) {
    parts.at(frame.partIndex).add(frame.delta);
  }

  @Override
  public void part(ResponseFrame frame) {
    parts.at(frame.partIndex).complete(frame.whole);
  }

  @Override
  public void whole(JsonNode whole) {
    // A repeated item may lack the state that was sent before.
    if (whole.hasNonNull(ResponsesState.ENCRYPTED) || !item.hasNonNull(ResponsesState.ENCRYPTED)) {
      item = whole;
    }
    // A host that has both shows the text in summary.
    JsonNode shown =
        whole.path("summary").isEmpty() ? whole.path("content") : whole.path("summary");
    parts.all(shown.valueStream().map(piece -> piece.path("text").asText("")).toList());
  }

  @Override
  public void describe(ResponsesState state) {
    state.reasoning(item);
  }

  /** Begins a part, separate from all earlier thinking. */
  private static TextAccumulator part(AnswerDraft draft) {
    boolean[] first = {true};
    return new TextAccumulator(piece -> {
      draft.thinking(first[0] && draft.hasThinking() ? BREAK + piece : piece);
      first[0] = false;
    });
  }
}

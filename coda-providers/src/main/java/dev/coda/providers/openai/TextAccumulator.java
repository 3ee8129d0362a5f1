package dev.coda.providers.openai;

import java.util.function.Consumer;

/**
 * Collects the deltas of a text and passes each on; of the complete text, only the part that is
 * new.
 */
final class TextAccumulator {
  private final StringBuilder text = new StringBuilder();
  private final Consumer<String> listener;

  TextAccumulator(Consumer<String> listener) {
    this.listener = listener;
  }

  void add(String piece) {
    if (!piece.isEmpty()) {
      text.append(piece);
      listener.accept(piece);
    }
  }

  /** Adds the rest of the complete text, which is all of it if the host sent no deltas. */
  void complete(String whole) {
    if (whole.length() > text.length() && whole.startsWith(text.toString())) {
      add(whole.substring(text.length()));
    }
  }

  int length() {
    return text.length();
  }
}

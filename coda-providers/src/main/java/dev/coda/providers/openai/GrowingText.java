package dev.coda.providers.openai;

import java.util.function.Consumer;

/** Passes on the pieces of a text, and of the whole text only what is new. */
final class GrowingText {
  private final StringBuilder text = new StringBuilder();
  private final Consumer<String> listener;

  GrowingText(Consumer<String> listener) {
    this.listener = listener;
  }

  void add(String piece) {
    if (!piece.isEmpty()) {
      text.append(piece);
      listener.accept(piece);
    }
  }

  /** Takes the whole text; of hosts that send no pieces it is the first that is heard. */
  void complete(String whole) {
    if (whole.length() > text.length() && whole.startsWith(text.toString())) {
      add(whole.substring(text.length()));
    }
  }

  int length() {
    return text.length();
  }
}

package dev.coda.core;

/**
 * Receives an answer's text while it is written. Called by one thread at a time, in order. Confined
 * to one thread at a time.
 */
@FunctionalInterface
public interface TextListener {
  /**
   * Receives the next piece of text, never empty.
   *
   * @param piece a piece of text
   */
  void onText(String piece);

  /**
   * Receives text that was already passed to {@link #onText} and no longer counts: the model was
   * cut off, or its answer did not match the schema, and it or another one answers again. What
   * follows replaces it.
   *
   * <p>By default a line that says so is passed to {@link #onText}, for output such as a console
   * that cannot take anything back.
   *
   * @param text the end of everything received so far
   */
  default void onTextTakenBack(String text) {
    onText("\n[The answer was cut off and starts again.]\n");
  }
}

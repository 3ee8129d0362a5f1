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
   * Withdraws text that was already passed to {@link #onText}: the model was cut off, or its answer
   * did not match the schema. The same model or another one answers again, and the text that
   * follows replaces the withdrawn text.
   *
   * <p>By default, a line that says so is passed to {@link #onText}, for output that cannot be
   * changed, such as a console.
   *
   * @param text the end of everything received so far
   */
  default void onTextTakenBack(String text) {
    onText("\n[The answer was cut off and starts again.]\n");
  }
}

package dev.coda.api.model;

/** Counts or estimates the tokens of a text for a family of models. Thread-safe. */
@FunctionalInterface
public interface TokenCounter {
  /**
   * {@return the number of tokens of this text, without any overhead of a message around it}
   *
   * @param text the text
   */
  int count(String text);
}

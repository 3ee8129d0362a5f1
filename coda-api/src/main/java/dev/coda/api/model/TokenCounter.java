package dev.coda.api.model;

/** Counts or estimates the tokens of a text as a family of models does. Thread-safe. */
@FunctionalInterface
public interface TokenCounter {
  /** Returns the number of tokens of this text, without any overhead of a message around it. */
  int count(String text);
}

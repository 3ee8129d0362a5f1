package dev.coda.benchmarks;

/** What a model is asked where nobody's encoder writes it. */
final class Questions {
  static final String TEXT = "What is 2 + 40?";
  static final String PLAIN =
      "{\"model\":\"gpt-5-mini\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
          + TEXT
          + "\"}]}";

  private Questions() {}
}

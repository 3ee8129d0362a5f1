package dev.coda.benchmarks.harness;

import java.util.function.Consumer;

/** One library that asks a model over HTTP. Thread-safe. */
public interface StreamClient extends AutoCloseable {
  /** Makes clients of a library. Thread-safe. */
  @FunctionalInterface
  interface Factory {
    /** Creates a client as its library's users would, for this base URL. */
    StreamClient open(String baseUrl);
  }

  /** Asks one question and blocks until the answer has been streamed to its end. */
  void stream(Consumer<String> token) throws Exception;

  /**
   * Asks a question that the model answers after calls of a tool, and returns the answer.
   *
   * @throws UnsupportedOperationException where the library has no loop of its own
   */
  default String loop() throws Exception {
    throw new UnsupportedOperationException();
  }

  @Override
  default void close() {}
}

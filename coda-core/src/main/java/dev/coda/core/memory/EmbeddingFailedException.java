package dev.coda.core.memory;

/** The embedding model threw an exception. Immutable. */
final class EmbeddingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  EmbeddingFailedException(Throwable cause) {
    super("the embedding model failed", cause);
  }
}

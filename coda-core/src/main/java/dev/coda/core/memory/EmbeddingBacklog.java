package dev.coda.core.memory;

/**
 * The messages that a memory has not embedded yet. Immutable.
 *
 * @param queued the number of messages that wait in this process
 * @param behind whether the store may hold more messages without a vector, for example after a
 *     start, after a failure, or when the queue was full
 * @param embedded the number of messages that this memory has embedded since it was created
 */
public record EmbeddingBacklog(int queued, boolean behind, long embedded) {
  static final EmbeddingBacklog NONE = new EmbeddingBacklog(0, false, 0);
}

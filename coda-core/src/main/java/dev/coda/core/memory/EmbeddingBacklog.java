package dev.coda.core.memory;

/**
 * How far a memory is behind with embedding messages. Immutable.
 *
 * @param queued how many messages wait in this process
 * @param behind whether the store may hold more messages without a vector, as after a start, a
 *     failure or when too many were queued
 * @param embedded how many messages this memory has embedded since it was created
 */
public record EmbeddingBacklog(int queued, boolean behind, long embedded) {
  static final EmbeddingBacklog NONE = new EmbeddingBacklog(0, false, 0);
}

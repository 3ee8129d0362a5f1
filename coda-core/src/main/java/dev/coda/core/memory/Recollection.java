package dev.coda.core.memory;

import dev.coda.api.message.Message;

/**
 * A message that was recalled. Immutable.
 *
 * @param message the message
 * @param score how well it fits beside the others of one answer; higher is better
 */
public record Recollection(Message message, double score) {}

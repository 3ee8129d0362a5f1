package dev.coda.core.memory;

import dev.coda.api.message.Message;

/**
 * A message that was recalled. Immutable.
 *
 * @param message the message
 * @param score how well it fits, compared with the others of one result; higher is better
 */
public record Recollection(Message message, double score) {}

package dev.coda.server.http;

import io.micronaut.core.annotation.Introspected;

/**
 * What is wrong with one field of a request. Immutable.
 *
 * @param field the field's path as the client wrote it, such as {@code limits.max_steps}
 */
@Introspected
public record FieldError(String field, String message) {}

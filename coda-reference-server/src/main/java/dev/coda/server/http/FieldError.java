package dev.coda.server.http;

import io.micronaut.core.annotation.Introspected;

/**
 * The problem of one field of a request. Immutable.
 *
 * @param field the field's path as the client wrote it, such as {@code limits.max_steps}
 */
@Introspected
public record FieldError(String field, String message) {}

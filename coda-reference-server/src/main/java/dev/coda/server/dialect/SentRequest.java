package dev.coda.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was sent. Immutable.
 *
 * @param route the method and path, such as {@code POST /v1/responses}
 * @param idempotencyKey of all requests with the same key, one is run; null runs this one
 * @param body not to be modified
 */
public record SentRequest(
    UserId owner, String route, @Nullable String idempotencyKey, JsonNode body) {}

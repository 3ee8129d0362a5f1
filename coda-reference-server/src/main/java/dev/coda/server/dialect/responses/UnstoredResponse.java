package dev.coda.server.dialect.responses;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/** The session of a response that its client did not want stored. Immutable. */
@Introspected
record UnstoredResponse(UUID userId, UUID sessionId) {}

package dev.coda.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;

/** Asks for one call of a tool. Immutable. */
@Introspected
record ExecuteRequest(@NotNull JsonNode input) {}

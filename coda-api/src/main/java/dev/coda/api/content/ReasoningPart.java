package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A thought of a model before its answer. Immutable.
 *
 * @param text the readable part of the thought; may be empty
 * @param state data that the provider requires back unchanged, such as a signature, in the
 *     provider's format
 */
public record ReasoningPart(String text, @Nullable JsonNode state) implements Part {}

package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a model thought before it answered. Immutable.
 *
 * @param text the readable part of the thought; may be empty
 * @param state what the provider wants back unchanged, such as a signature; its shape is the
 *     provider's own
 */
public record ReasoningPart(String text, @Nullable JsonNode state) implements Part {}

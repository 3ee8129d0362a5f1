package dev.coda.core.internal.side;

import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer of a side call. Immutable.
 *
 * @param model the model that answered; null if the one that was asked does not say
 * @param text empty if the model said nothing
 */
public record SideAnswer(@Nullable ModelRef model, String text, Usage usage) {}

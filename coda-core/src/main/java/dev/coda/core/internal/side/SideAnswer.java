package dev.coda.core.internal.side;

import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer of a side call. Immutable.
 *
 * @param model the model that answered; null if the called model does not report it
 * @param text empty if the model returned nothing
 */
public record SideAnswer(@Nullable ModelRef model, String text, Usage usage) {}

package dev.coda.core.internal.side;

import dev.coda.api.model.ModelInfo;
import dev.coda.core.routing.RoutedModel;
import java.util.function.Consumer;

/**
 * Who summarises, and where the summary goes. Thread-safe.
 *
 * @param model the session's, or a cheaper one
 * @param keep stores the summary for people who look at the session
 */
public record Summarizer(RoutedModel model, ModelInfo info, Consumer<String> keep) {}

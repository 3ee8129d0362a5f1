package dev.coda.core.internal.side;

import dev.coda.api.model.ModelInfo;
import dev.coda.core.routing.RoutedModel;
import java.util.function.Consumer;

/**
 * The model that writes summaries, and the action that stores a summary. Thread-safe.
 *
 * @param model the session's, or a cheaper one
 * @param keep stores the summary for people who look at the session
 */
public record Summarizer(RoutedModel model, ModelInfo info, Consumer<String> keep) {}

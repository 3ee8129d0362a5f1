package dev.coda.core.internal.loop;

import dev.coda.api.model.ModelInfo;
import dev.coda.core.internal.side.Summarizer;
import dev.coda.core.routing.RoutedModel;

/**
 * The models of one run, with its user's own keys. Thread-safe.
 *
 * @param info what is known of the model that was asked for
 * @param chat answers
 * @param summarizer shortens the conversation where it grows too long
 */
public record RunModels(ModelInfo info, RoutedModel chat, Summarizer summarizer) {}

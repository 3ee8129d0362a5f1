package dev.coda.core.internal.loop;

import dev.coda.api.model.ModelInfo;
import dev.coda.core.internal.side.Summarizer;
import dev.coda.core.routing.RoutedModel;

/**
 * The models of one run, with its user's own keys. Thread-safe.
 *
 * @param info the known facts about the requested model
 * @param chat the model that answers
 * @param summarizer the model that summarises a conversation that is too long
 */
public record RunModels(ModelInfo info, RoutedModel chat, Summarizer summarizer) {}

package dev.coda.providers.catalogue;

import dev.coda.api.model.ModelInfo;

/**
 * The public facts about a model, and those that only the code that writes its requests needs.
 * Immutable.
 *
 * @param info the public facts
 * @param takesSampling whether the model accepts parameters such as a temperature
 */
public record CatalogueEntry(ModelInfo info, boolean takesSampling) {}

package dev.coda.providers.catalogue;

import dev.coda.api.model.ModelInfo;

/**
 * Joins what everybody wants to know of a model with what only its encoder does. Immutable.
 *
 * @param info what everyone wants to know
 * @param takesSampling whether callers may set temperature and the like
 */
public record CatalogueEntry(ModelInfo info, boolean takesSampling) {}

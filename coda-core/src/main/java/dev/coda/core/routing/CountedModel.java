package dev.coda.core.routing;

import dev.coda.api.model.ModelRef;
import dev.coda.api.model.TokenCounter;
import dev.coda.core.internal.usage.CorrectedTokenCounter;
import dev.coda.core.internal.usage.TokenCorrection;

/** The model by which a run's prompts are counted, and how. Thread-safe. */
record CountedModel(ModelRef model, TokenCounter counter, TokenCorrection correction) {

  static CountedModel of(ModelRef model, ModelRouter router) {
    TokenCorrection correction = router.correction(model);
    return new CountedModel(
        model, new CorrectedTokenCounter(router.tokenCounter(model), correction), correction);
  }
}

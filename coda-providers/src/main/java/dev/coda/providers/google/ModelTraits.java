package dev.coda.providers.google;

import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.CatalogueEntry;
import dev.coda.providers.catalogue.ModelCatalogue;
import java.util.regex.Pattern;

/**
 * The differences between models that requests depend on.
 *
 * @param thinks whether it accepts a request for its thoughts, which others reject
 * @param checksSignatures whether it refuses a call in the history without a signature
 * @param takesSampling whether callers may set temperature and the like
 */
record ModelTraits(boolean thinks, boolean checksSignatures, boolean takesSampling) {
  /** From this generation on; what ends in {@code latest} is of the newest one. */
  private static final Pattern CHECKS_SIGNATURES =
      Pattern.compile("gemini-(?:[3-9]|[1-9]\\d).*|gemini-.*-latest");

  private static final Pattern THINKS =
      Pattern.compile(
          "(?!.*-(?:image|tts|live|audio))(?:gemini-2\\.5.*|" + CHECKS_SIGNATURES + ")");

  /**
   * Returns whether a request may have both tools and a schema for the answer; Gemini 2 refuses it.
   */
  boolean combinesSchemaAndTools() {
    return checksSignatures;
  }

  /**
   * Returns whether the model takes a word for how hard it thinks, rather than a number of tokens.
   */
  boolean takesLevels() {
    return checksSignatures;
  }

  static ModelTraits of(ModelCatalogue catalogue, ModelRef ref) {
    CatalogueEntry entry = catalogue.find(ref);
    boolean known = !entry.info().equals(ModelInfo.unknown(ref));
    return new ModelTraits(
        known
            ? entry.info().capabilities().contains(ModelCapability.REASONING)
            : THINKS.matcher(ref.name()).matches(),
        CHECKS_SIGNATURES.matcher(ref.name()).matches(),
        entry.takesSampling());
  }
}

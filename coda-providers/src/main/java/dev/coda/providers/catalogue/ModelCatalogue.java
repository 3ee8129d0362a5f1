package dev.coda.providers.catalogue;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.internal.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks up models by name. Immutable. */
public final class ModelCatalogue {
  /** A model of a certain day has its model's facts. */
  private static final String DATE_AT_END = "-\\d{4}-?\\d{2}-?\\d{2}$";

  /** OpenAI's models that think. */
  private static final Pattern THINKING = Pattern.compile("(o\\d|gpt-[5-9])(?!.*-chat).*");

  private static final ModelCatalogue BUNDLED = new ModelCatalogue(bundledEntries());

  private final Map<ModelRef, CatalogueEntry> entries;

  private ModelCatalogue(Map<ModelRef, CatalogueEntry> entries) {
    this.entries = entries;
  }

  /** {@return the catalogue that comes with this module} */
  public static ModelCatalogue bundled() {
    return BUNDLED;
  }

  /**
   * {@return a catalogue with the models of another file, which replace models of the same name}
   *
   * @param json shaped as the bundled {@code models.json}; read to its end, not closed
   * @throws ConfigurationException if it cannot be read
   */
  public ModelCatalogue with(InputStream json) {
    Map<ModelRef, CatalogueEntry> more = new LinkedHashMap<>(entries);
    more.putAll(read(json));
    return new ModelCatalogue(more);
  }

  /**
   * {@return a catalogue with another model, which replaces a model of the same name}
   *
   * @param entry the entry
   */
  public ModelCatalogue with(CatalogueEntry entry) {
    Map<ModelRef, CatalogueEntry> more = new LinkedHashMap<>(entries);
    more.put(entry.info().ref(), entry);
    return new ModelCatalogue(more);
  }

  /**
   * {@return a provider's models, in the order of the file}
   *
   * @param provider the name of the provider
   */
  public List<ModelInfo> models(String provider) {
    return entries.values().stream()
        .map(CatalogueEntry::info)
        .filter(info -> info.ref().provider().equals(provider))
        .toList();
  }

  /**
   * Returns whether a name is that of an OpenAI model that thinks, even if the catalogue does not
   * have it.
   *
   * @param modelName the name of the model, without its provider
   * @return whether it thinks
   */
  public static boolean thinks(String modelName) {
    return THINKING.matcher(modelName).matches();
  }

  /**
   * {@return the catalogue's entry of a model, or of the same model with another date}
   *
   * @param ref the model
   */
  public Optional<ModelInfo> info(ModelRef ref) {
    return listed(ref).map(CatalogueEntry::info);
  }

  /**
   * {@return whether a model accepts a schema for its answer; true for a model that is not listed}
   *
   * @param ref the model
   */
  public boolean takesSchemas(ModelRef ref) {
    return info(ref)
        .map(info -> info.capabilities().contains(ModelCapability.STRUCTURED_OUTPUT))
        .orElse(true);
  }

  /**
   * {@return the known facts about a model; only its name if it is not in the catalogue}
   *
   * @param ref the model
   */
  public CatalogueEntry find(ModelRef ref) {
    return listed(ref)
        .orElseGet(() ->
            thinks(ref.name())
                ? new CatalogueEntry(thinking(ref), false)
                : new CatalogueEntry(ModelInfo.unknown(ref), true));
  }

  private Optional<CatalogueEntry> listed(ModelRef ref) {
    CatalogueEntry exact = entries.get(ref);
    if (exact != null) {
      return Optional.of(exact);
    }
    String undated = ref.name().replaceFirst(DATE_AT_END, "");
    CatalogueEntry same =
        undated.isEmpty() ? null : entries.get(new ModelRef(ref.provider(), undated));
    if (same == null) {
      return Optional.empty();
    }
    ModelInfo info = same.info();
    return Optional.of(
        new CatalogueEntry(
            new ModelInfo(
                ref, info.contextWindow(), info.maxOutput(), info.price(), info.capabilities()),
            same.takesSampling()));
  }

  private static ModelInfo thinking(ModelRef ref) {
    return new ModelInfo(
        ref, null, null, null, Set.of(ModelCapability.TOOLS, ModelCapability.REASONING));
  }

  private static Map<ModelRef, CatalogueEntry> bundledEntries() {
    try (InputStream json =
        Objects.requireNonNull(ModelCatalogue.class.getResourceAsStream("models.json"))) {
      return read(json);
    } catch (IOException e) {
      throw new ConfigurationException("The bundled models.json cannot be read.", e);
    }
  }

  private static Map<ModelRef, CatalogueEntry> read(InputStream json) {
    try {
      Map<ModelRef, CatalogueEntry> entries = new LinkedHashMap<>();
      for (CatalogueFile.Row row :
          WireJson.mapper().readValue(json, CatalogueFile.class).models()) {
        CatalogueEntry entry = row.entry();
        entries.put(entry.info().ref(), entry);
      }
      return entries;
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          "The model catalogue is not shaped as models.json should be.", e);
    }
  }
}

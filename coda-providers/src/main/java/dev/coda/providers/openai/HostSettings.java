package dev.coda.providers.openai;

import dev.coda.providers.TransportSettings;
import dev.coda.providers.catalogue.ModelCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * The address of a host and the settings of its calls. The text form has no key. Immutable.
 *
 * @param name the first half of its models' references
 * @param baseUrl up to and including the version
 * @param apiKey null or blank for none
 * @param catalogue the catalogue of models
 * @param defaults the default parameters of requests
 * @param transport time limits and the limit on active calls
 */
public record HostSettings(
    String name,
    String baseUrl,
    @Nullable String apiKey,
    ModelCatalogue catalogue,
    OpenAiParameters defaults,
    TransportSettings transport) {

  @Override
  public String toString() {
    return "HostSettings[" + name + "]";
  }
}

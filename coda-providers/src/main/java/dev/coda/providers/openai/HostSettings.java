package dev.coda.providers.openai;

import dev.coda.providers.TransportSettings;
import dev.coda.providers.catalogue.ModelCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * Where a host is and how it is called. Its text form names no key. Immutable.
 *
 * @param name the first half of its models' references
 * @param baseUrl up to and including the version
 * @param apiKey null or blank for none
 * @param catalogue what is known of models
 * @param defaults what holds where a request names nothing else
 * @param transport time limits and the cap on calls
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

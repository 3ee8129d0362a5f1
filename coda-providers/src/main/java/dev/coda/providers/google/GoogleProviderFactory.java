package dev.coda.providers.google;

import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelProviderFactory;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates Google's provider from {@code GOOGLE_API_KEY} and {@code GOOGLE_BASE_URL}. Thread-safe.
 */
public final class GoogleProviderFactory implements ModelProviderFactory {
  /** For {@link java.util.ServiceLoader}. */
  public GoogleProviderFactory() {}

  @Override
  public Set<String> names() {
    return Set.of("google");
  }

  @Override
  public ModelProvider create(String name, Function<String, @Nullable String> environment) {
    String address = environment.apply("GOOGLE_BASE_URL");
    return GoogleProvider.builder()
        .apiKey(environment.apply("GOOGLE_API_KEY"))
        .baseUrl(address == null || address.isBlank() ? GoogleProvider.BASE_URL : address)
        .build();
  }
}

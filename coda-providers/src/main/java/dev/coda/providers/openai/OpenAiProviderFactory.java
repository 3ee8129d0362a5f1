package dev.coda.providers.openai;

import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelProviderFactory;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates OpenAI's provider from {@code OPENAI_API_KEY} and {@code OPENAI_BASE_URL}. Thread-safe.
 */
public final class OpenAiProviderFactory implements ModelProviderFactory {
  /** For {@link java.util.ServiceLoader}. */
  public OpenAiProviderFactory() {}

  @Override
  public Set<String> names() {
    return Set.of("openai");
  }

  @Override
  public ModelProvider create(String name, Function<String, @Nullable String> environment) {
    return OpenAiProvider.builder()
        .apiKey(environment.apply("OPENAI_API_KEY"))
        .baseUrl(environment.apply("OPENAI_BASE_URL"))
        .build();
  }
}

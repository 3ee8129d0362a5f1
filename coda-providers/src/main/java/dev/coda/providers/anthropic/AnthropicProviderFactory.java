package dev.coda.providers.anthropic;

import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelProviderFactory;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates Anthropic's provider from {@code ANTHROPIC_API_KEY} and {@code ANTHROPIC_BASE_URL}.
 * Thread-safe.
 */
public final class AnthropicProviderFactory implements ModelProviderFactory {
  /** For {@link java.util.ServiceLoader}. */
  public AnthropicProviderFactory() {}

  @Override
  public Set<String> names() {
    return Set.of("anthropic");
  }

  @Override
  public ModelProvider create(String name, Function<String, @Nullable String> environment) {
    return AnthropicProvider.builder()
        .apiKey(environment.apply("ANTHROPIC_API_KEY"))
        .baseUrl(environment.apply("ANTHROPIC_BASE_URL"))
        .build();
  }
}

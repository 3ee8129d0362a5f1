package dev.coda.providers.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelProviderFactory;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstalledProvidersTest {
  @ParameterizedTest
  @CsvSource({
    "openai, gpt-5, OPENAI_API_KEY",
    "anthropic, claude-sonnet-4-5, ANTHROPIC_API_KEY",
    "google, gemini-2.5-pro, GOOGLE_API_KEY",
    "openrouter, any/model, OPENROUTER_API_KEY",
    "mistral, mistral-large, MISTRAL_API_KEY"
  })
  void providerIsFoundByNameAndReadsItsKeyFromTheEnvironment(
      String name, String model, String variable) {
    ModelProvider provider = create(name, Map.of(variable, "a-key"));

    assertThat(provider.name()).isEqualTo(name);
    assertThat(provider.model(model, null)).isNotNull();
    assertThatThrownBy(() -> create(name, Map.of()).model(model, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(variable);
  }

  @Test
  void localHostNeedsNoKey() {
    assertThat(create("ollama", Map.of()).model("llama3.2", null)).isNotNull();
  }

  @Test
  void hostWithoutProfileNeedsItsAddress() {
    assertThatThrownBy(() -> create("hosted", Map.of())).hasMessageContaining("HOSTED_BASE_URL");
    assertThat(create("hosted", Map.of("HOSTED_BASE_URL", "http://127.0.0.1:8000/v1")).name())
        .isEqualTo("hosted");
  }

  @Test
  void demoNeedsNothing() {
    assertThat(create("demo", Map.of()).models()).hasSize(1);
  }

  private static ModelProvider create(String name, Map<String, String> environment) {
    return ServiceLoader.load(ModelProviderFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.names().contains(name))
        .findFirst()
        .orElseThrow()
        .create(name, environment::get);
  }
}

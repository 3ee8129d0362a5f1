package dev.coda.server.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelProvider;
import dev.coda.providers.demo.Pace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentFactoryTest {
  @Test
  void hasAHostWhereItsAddressOrItsProfileIsSet() {
    assertThat(providers(settings(null, null, null))).doesNotContain("hosted");
    assertThat(providers(settings(null, "http://127.0.0.1:1/v1", null))).contains("hosted");
    assertThat(providers(settings(null, null, "ollama"))).contains("hosted");
  }

  @Test
  void saysWhichSettingIsWrong() {
    assertThatThrownBy(() -> providers(settings(null, null, "nonesuch")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("llama.cpp");
    assertThatThrownBy(() -> providers(settings(null, null, "generic")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("HOSTED_BASE_URL");
    assertThatThrownBy(() -> providers(settings("assistants", null, null)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("OPENAI_PROTOCOL");
  }

  private static List<String> providers(ProviderSettings settings) {
    return new AgentFactory()
        .providers(settings, Pace.none()).stream().map(ModelProvider::name).toList();
  }

  private static ProviderSettings settings(
      @Nullable String openaiProtocol, @Nullable String hostedUrl, @Nullable String hostedProfile) {
    return new ProviderSettings(
        null, null, openaiProtocol, null, null, null, null, hostedUrl, hostedProfile, null);
  }
}

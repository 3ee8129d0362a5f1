package dev.coda.providers.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.BaseUrl;
import dev.coda.providers.openai.ChatCompletions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostProfileTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost:11434/v1, ollama",
    "http://10.0.0.7:1234/v1, lmstudio",
    "https://api.groq.com/openai/v1, groq",
    "https://API.Mistral.ai/v1, mistral",
    "https://openrouter.ai/api/v1, openrouter",
    "https://api.deepseek.com, deepseek",
    "https://api.together.xyz/v1, together",
    "https://notgroq.com/v1, generic",
    "http://localhost:8000/v1, generic",
  })
  void recognisesAHostByItsAddress(String baseUrl, String profile) {
    assertThat(HostProfile.at(baseUrl).name()).isEqualTo(profile);
  }

  @Test
  void knowsAHostByItsOwnAddress() {
    assertThat(HostProfile.all())
        .filteredOn(profile -> !profile.addresses().isEmpty())
        .hasSizeGreaterThan(5)
        .allSatisfy(profile ->
            assertThat(HostProfile.at(String.valueOf(profile.baseUrl()))).isEqualTo(profile));
  }

  @Test
  void hasAnAddressForEveryHostButTheGenericOne() {
    assertThat(HostProfile.all())
        .filteredOn(profile -> !profile.name().equals("generic"))
        .allSatisfy(profile ->
            assertThat(BaseUrl.resource("p", String.valueOf(profile.baseUrl()), "m")).isNotNull());
  }

  @Test
  void refusesASchemaWhereTheHostTakesNone() {
    ChatCompletions deepSeek =
        ChatCompletions.at("hosted", "https://host", HostProfile.named("deepseek").dialect(), true);
    assertThatThrownBy(() -> deepSeek.encode(HostRequests.structured()))
        .isInstanceOfSatisfying(
            ProviderException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED));
  }
}

package dev.coda.providers.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelProvider;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.anthropic.AnthropicProvider;
import dev.coda.providers.google.GoogleProvider;
import dev.coda.providers.hosted.HostedProvider;
import dev.coda.providers.openai.OpenAiProvider;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Headers of the application's, at providers of every kind. */
class OwnHeadersTest {
  private static final TransportSettings SETTINGS =
      TransportSettings.builder()
          .headers(Map.of("X-Title", "Coda", "API-Key", "az-canary", "User-Agent", "mine"))
          .build();

  @Test
  void reachTheProviderWithEachCall() throws IOException {
    assertThat(requests(null)).hasSize(4);
    for (String request : requests(null)) {
      assertThat(request).contains("x-title: coda").contains("user-agent: mine");
      assertThat(request).contains("api-key: az-canary").doesNotContain("authorization");
    }
  }

  @Test
  void carryNoKeyBesideAUsersOwn() throws IOException {
    for (String request : requests(Credentials.of("users"))) {
      assertThat(request).contains("x-title: coda").contains("users").doesNotContain("az-canary");
    }
  }

  @Test
  void goToNoUsersAddress() throws IOException {
    try (RawServer users = server()) {
      assertThat(requests(Credentials.of("users", users.baseUrl()))).isEmpty();
      assertThat(users.requests).hasSize(4);
      assertThat(users.requests)
          .noneMatch(request -> request.contains("az-canary") || request.contains("Coda"));
    }
  }

  @Test
  void mayChooseTheVersionOfAProtocol() throws IOException {
    TransportSettings settings =
        TransportSettings.builder()
            .headers(Map.of("Anthropic-Version", "2030-01-01", "anthropic-beta", "context-1m"))
            .build();
    try (RawServer server = server()) {
      call(
          AnthropicProvider.builder()
              .baseUrl(server.baseUrl())
              .apiKey("k")
              .transport(settings)
              .build(),
          null);
      assertThat(server.requests.get(0).toLowerCase(Locale.ROOT))
          .contains("anthropic-version: 2030-01-01")
          .contains("anthropic-beta: context-1m")
          .doesNotContain("2023");
    }
  }

  @Test
  void neverTakeThePlaceOfAKey() {
    TransportSettings settings =
        TransportSettings.builder()
            .headers(Map.of("authorization", "a", "X-Api-Key", "b", "X-Goog-Api-Key", "c"))
            .build();
    List<Runnable> builds =
        List.of(
            () -> OpenAiProvider.builder().apiKey("k").transport(settings).build(),
            () -> AnthropicProvider.builder().apiKey("k").transport(settings).build(),
            () -> GoogleProvider.builder().apiKey("k").transport(settings).build());
    assertThat(builds)
        .allSatisfy(build ->
            assertThatThrownBy(build::run)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("set twice"));
  }

  @Test
  void areShownByNameOnly() {
    assertThat(SETTINGS.toString()).contains("X-Title").doesNotContain("canary");
  }

  private static List<String> requests(@Nullable Credentials credentials) throws IOException {
    try (RawServer server = server()) {
      String address = server.baseUrl();
      call(OpenAiProvider.builder().baseUrl(address).transport(SETTINGS).build(), credentials);
      call(AnthropicProvider.builder().baseUrl(address).transport(SETTINGS).build(), credentials);
      call(GoogleProvider.builder().baseUrl(address).transport(SETTINGS).build(), credentials);
      call(HostedProvider.builder().baseUrl(address).transport(SETTINGS).build(), credentials);
      List<String> requests =
          server.requests.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
      return requests;
    }
  }

  private static RawServer server() throws IOException {
    return RawServer.start(
        connection -> connection.write("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"));
  }

  private static void call(ModelProvider provider, @Nullable Credentials credentials) {
    provider
        .model("m", credentials)
        .chat(
            ChatRequest.builder().messages(UserMessage.from("Hi")).build(),
            RecordingHandler.create());
  }
}

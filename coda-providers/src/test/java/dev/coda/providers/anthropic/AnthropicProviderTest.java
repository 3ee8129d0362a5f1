package dev.coda.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.providers.internal.wire.Samples;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicProviderTest {
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void callsWithKeyAndVersion() throws Exception {
    enqueueText();
    RecordingHandler handler = ask(provider().baseUrl(url("")).build(), null);
    RecordedRequest request = server.takeRequest();
    assertThat(handler.text()).isEqualTo("Hello, wörld 🌍!");
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/messages");
    assertThat(request.getHeaders().get("x-api-key")).isEqualTo("server-key");
    assertThat(request.getHeaders().get("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(request.getHeaders().get("authorization")).isNull();
    JsonNode body = Samples.json(Objects.requireNonNull(request.getBody()).utf8());
    assertThat(body.path("max_tokens").asInt()).isEqualTo(64_000);
    assertThat(body.path("stream").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/v1", "/v1/"})
  void takesABaseUrlWithAndWithoutTheVersion(String path) throws Exception {
    enqueueText();
    ask(provider().baseUrl(url(path)).build(), null);
    assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo("/v1/messages");
  }

  @Test
  void callsAUsersAddressWithTheUsersKeyOnly() throws Exception {
    enqueueText();
    ask(provider().build(), Credentials.of("user-key", url("/proxy")));
    RecordedRequest request = server.takeRequest();
    assertThat(request.getUrl().encodedPath()).isEqualTo("/proxy/v1/messages");
    assertThat(request.getHeaders().toString()).contains("user-key").doesNotContain("server-key");
  }

  @Test
  void doesNotLendItsKeyToAUserWithoutOne() {
    assertThatThrownBy(() -> provider().build().model("claude", Credentials.of(" ", url(""))))
        .isInstanceOf(ConfigurationException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void reportsWaitAndRequestIdOfALimit() {
    server.enqueue(
        new MockResponse.Builder()
            .code(429)
            .addHeader("request-id", "req_9")
            .addHeader("retry-after", "3")
            .body(
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\"}}")
            .build());
    RecordingHandler handler = ask(provider().baseUrl(url("")).build(), null);
    assertThat(handler.failure().kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(handler.failure())
        .isInstanceOfSatisfying(
            dev.coda.api.error.ProviderException.class,
            failure -> {
              assertThat(failure.requestId()).contains("req_9");
              assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
            });
  }

  @Test
  void offersItsModelsOnceItHasAKey() {
    assertThat(AnthropicProvider.builder().apiKey(" ").build().models()).isEmpty();
    assertThat(AnthropicProvider.create("key").models())
        .extracting(ModelInfo::ref)
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(ref.provider()).isEqualTo("anthropic"));
  }

  @Test
  void needsAKeyAndAnAddress() {
    assertThatThrownBy(() -> AnthropicProvider.builder().build().model("claude", null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ANTHROPIC_API_KEY");
    assertThatThrownBy(() -> AnthropicProvider.builder().baseUrl("ftp://host").build())
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void asksForThinkingByDefaultWhereToldTo() throws Exception {
    enqueueText();
    AnthropicParameters defaults = AnthropicParameters.builder().thinkingBudget(2048).build();
    ask(provider().baseUrl(url("")).defaults(defaults).build(), null);
    JsonNode body = Samples.json(Objects.requireNonNull(server.takeRequest().getBody()).utf8());
    assertThat(body.path("thinking").path("budget_tokens").asInt()).isEqualTo(2048);
  }

  private static AnthropicProvider.Builder provider() {
    return AnthropicProvider.builder().apiKey("server-key");
  }

  private static RecordingHandler ask(
      AnthropicProvider provider, @Nullable Credentials credentials) {
    RecordingHandler handler = RecordingHandler.create();
    ChatRequest request = ChatRequest.builder().messages(UserMessage.from("Hi")).build();
    provider.model("claude-sonnet-4-5-20250929", credentials).chat(request, handler);
    return handler;
  }

  private String url(String path) {
    return "http://" + server.getHostName() + ":" + server.getPort() + path;
  }

  private void enqueueText() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/anthropic/text.sse")) {
      String stream = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      server.enqueue(
          new MockResponse.Builder()
              .addHeader("content-type", "text/event-stream")
              .body(stream)
              .build());
    }
  }
}

package dev.coda.providers.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.model.Credentials;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoogleProviderTest {
  private static final String STREAM =
      """
      data: {"candidates": [{"content": {"parts": [{"text": "Hel"}]}}]}

      data: {"candidates": [{"content": {"parts": [{"text": "lo"}]}, "finishReason": "STOP"}]}

      """;

  private final MockWebServer host = new MockWebServer();
  private final MockWebServer usersHost = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    host.start();
    usersHost.start();
  }

  @AfterEach
  void stop() {
    host.close();
    usersHost.close();
  }

  @Test
  void sendsTheKeyInAHeaderAndNeverInTheAddress() throws InterruptedException {
    host.enqueue(answer());
    assertThat(ask(null).text()).isEqualTo("Hello");
    RecordedRequest request = host.takeRequest();
    assertThat(request.getTarget())
        .isEqualTo("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
    assertThat(request.getHeaders().get("x-goog-api-key")).isEqualTo("servers-key");
    assertThat(request.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void callsAUsersAddressWithTheUsersKeyOnly() throws InterruptedException {
    usersHost.enqueue(answer());
    ask(Credentials.of("users-key", usersHost.url("/").toString()));
    RecordedRequest request = usersHost.takeRequest();
    assertThat(request.getHeaders().values("x-goog-api-key")).isEqualTo(List.of("users-key"));
    assertThat(request.getHeaders().toString()).doesNotContain("servers-key");
    assertThat(host.getRequestCount()).isZero();
  }

  @Test
  void prefersTheUsersKeyAtItsOwnAddress() throws InterruptedException {
    host.enqueue(answer());
    ask(Credentials.of("users-key"));
    assertThat(host.takeRequest().getHeaders().get("x-goog-api-key")).isEqualTo("users-key");
  }

  @Test
  void reportsGooglesError() {
    host.enqueue(
        new MockResponse.Builder()
            .code(429)
            .body("{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}")
            .build());
    RecordingHandler handler = ask(null);
    assertThat(handler.failure().kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(handler.failure()).hasMessageNotContaining("servers-key");
  }

  @Test
  void offersItsModelsOnlyWithAKey() {
    assertThat(GoogleProvider.create("key").models())
        .anyMatch(model -> model.ref().toString().equals("google/gemini-3.5-flash"));
    GoogleProvider without = GoogleProvider.builder().apiKey(" ").build();
    assertThat(without.models()).isEmpty();
    assertThatThrownBy(() -> without.model("gemini-2.5-flash", null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("GOOGLE_API_KEY");
  }

  @Test
  void refusesABaseUrlThatIsNoAddress() {
    GoogleProvider.Builder builder = GoogleProvider.builder().baseUrl("ftp://user:secret@host");
    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("secret");
  }

  private RecordingHandler ask(@Nullable Credentials credentials) {
    RecordingHandler handler = RecordingHandler.create();
    GoogleProvider.builder()
        .apiKey("servers-key")
        .baseUrl(host.url("/").toString())
        .build()
        .model("gemini-2.5-flash", credentials)
        .chat(ChatRequest.builder().messages(UserMessage.from("Hi")).build(), handler);
    return handler;
  }

  private static MockResponse answer() {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body(STREAM)
        .build();
  }
}

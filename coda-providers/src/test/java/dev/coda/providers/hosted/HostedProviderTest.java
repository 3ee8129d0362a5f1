package dev.coda.providers.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.FoldedChatModel;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.internal.transport.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostedProviderTest {
  private static final String MODELS =
      """
      {"object":"list","data":[{"id":"qwen3:8b","max_model_len":32768},{"id":"org/model"},{"id":""},{}]}\
      """;
  private static final byte[] ANSWER =
      """
      data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}

      data: [DONE]

      """
          .getBytes(StandardCharsets.UTF_8);

  private final Deque<Runnable> background = new ArrayDeque<>();
  private final SteppedClock clock = new SteppedClock();

  @Test
  void asksForTheListInTheBackground() throws IOException {
    try (RawServer server = listing(MODELS)) {
      HostedProvider provider = provider(server);
      assertThat(provider.models()).isEmpty();
      assertThat(provider.models()).isEmpty();
      assertThat(background).hasSize(1);
      background.remove().run();
      assertThat(provider.models())
          .extracting(ModelInfo::ref)
          .containsExactly(ModelRef.of("hosted/qwen3:8b"), ModelRef.of("hosted/org/model"));
      assertThat(provider.models().get(0).contextWindow()).isEqualTo(32768);
      assertThat(server.requests.get(0)).startsWith("GET /v1/models ").contains("Bearer host-key");
      assertThat(background).isEmpty();
    }
  }

  @Test
  void renewsTheListOnceItIsOld() throws IOException {
    try (RawServer server = listing(MODELS)) {
      HostedProvider provider = provider(server);
      provider.models();
      background.remove().run();
      clock.now = clock.now.plus(Duration.ofMinutes(6));
      assertThat(provider.models()).hasSize(2);
      assertThat(background).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{\"data\":", "[]", "{}", "{\"data\":{}}", "null"})
  void livesWithAHostThatListsNothing(String body) throws IOException {
    try (RawServer server = listing(body)) {
      HostedProvider provider = provider(server);
      provider.models();
      background.remove().run();
      assertThat(provider.models()).isEmpty();
      assertThat(background).isEmpty();
    }
  }

  @Test
  void speaksTheDialectOfMostHosts() throws IOException {
    try (RawServer server = RawServer.start(connection -> connection.stream(ANSWER))) {
      FoldedChatModel model = FoldedChatModel.of(provider(server).model("org/model", null));
      assertThat(model.chat("Hi")).isEqualTo("Hi");
      assertThat(server.requests.get(0))
          .startsWith("POST /v1/chat/completions ")
          .contains("\"model\":\"org/model\"");
    }
  }

  @Test
  void needsNoKey() throws IOException {
    try (RawServer server = RawServer.start(connection -> connection.stream(ANSWER))) {
      HostedProvider provider = HostedProvider.builder().baseUrl(server.baseUrl()).build();
      FoldedChatModel.of(provider.model("m", null)).chat("Hi");
      assertThat(server.requests.get(0)).doesNotContainIgnoringCase("authorization");
    }
  }

  @Test
  void neverSendsItsKeyToAUsersAddress() throws IOException {
    try (RawServer own = RawServer.start(connection -> connection.stream(ANSWER));
        RawServer users = RawServer.start(connection -> connection.stream(ANSWER))) {
      Credentials credentials = Credentials.of("mine", users.baseUrl());
      FoldedChatModel.of(provider(own).model("m", credentials)).chat("Hi");
      assertThat(own.requests).isEmpty();
      assertThat(users.requests.get(0)).contains("Bearer mine").doesNotContain("host-key");
    }
  }

  @Test
  void saysWhichSettingIsMissing() {
    assertThatThrownBy(() -> HostedProvider.builder().baseUrl(" ").build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("HOSTED_BASE_URL");
    assertThatThrownBy(() -> HostProfile.named("nonesuch"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("generic");
  }

  private HostedProvider provider(RawServer server) {
    return HostedProvider.builder()
        .baseUrl(server.baseUrl())
        .apiKey("host-key")
        .transport(TransportSettings.builder().clock(clock).build())
        .executor(background::add)
        .build();
  }

  private static RawServer listing(String body) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
    return RawServer.start(connection -> connection.write(head + body));
  }

  private static final class SteppedClock extends Clock {
    Instant now = Instant.parse("2026-01-05T09:00:00Z");

    @Override
    public Instant instant() {
      return Objects.requireNonNull(now);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

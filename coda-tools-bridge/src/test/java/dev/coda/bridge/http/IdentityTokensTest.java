package dev.coda.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityTokensTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final MockWebServer metadata = new MockWebServer();
  private final SteppedClock clock = new SteppedClock();

  private static final class SteppedClock extends Clock {
    private volatile Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void start() throws IOException {
    metadata.start();
  }

  @AfterEach
  void stop() {
    metadata.close();
  }

  private IdentityTokens tokens() {
    return IdentityTokens.from("127.0.0.1:" + metadata.getPort(), clock);
  }

  private static String token(String claims) {
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }

  private static String text(IdentityTokens tokens, String audience) {
    return tokens.token(audience).join().text();
  }

  private void answer(String body) {
    metadata.enqueue(
        new MockResponse.Builder().addHeader("Metadata-Flavor", "Google").body(body).build());
  }

  private String expiring(String name, Duration after) {
    String token =
        token("{\"sub\":\"%s\",\"exp\":%d}".formatted(name, START.plus(after).getEpochSecond()));
    answer(token + "\n");
    return token;
  }

  @Test
  void asksMetadataServerForAudience() throws Exception {
    String token = expiring("a", Duration.ofHours(1));

    assertThat(text(tokens(), "https://rates-abc.a.run.app")).isEqualTo(token);
    RecordedRequest asked = metadata.takeRequest();
    assertThat(Objects.requireNonNull(asked.getUrl()).encodedPath())
        .isEqualTo("/computeMetadata/v1/instance/service-accounts/default/identity");
    assertThat(asked.getUrl().queryParameter("audience")).isEqualTo("https://rates-abc.a.run.app");
    assertThat(asked.getHeaders().get("Metadata-Flavor")).isEqualTo("Google");
  }

  @Test
  void keepsTokenUntilShortlyBeforeItExpires() {
    String first = expiring("a", Duration.ofHours(1));
    String second = expiring("b", Duration.ofHours(2));
    IdentityTokens tokens = tokens();

    assertThat(text(tokens, "x")).isEqualTo(first);
    clock.now = START.plus(Duration.ofMinutes(58));
    assertThat(text(tokens, "x")).isEqualTo(first);
    clock.now = START.plus(Duration.ofMinutes(59));
    assertThat(text(tokens, "x")).isEqualTo(second);
    assertThat(metadata.getRequestCount()).isEqualTo(2);
  }

  @Test
  void keepsTokenForEachAudience() {
    String first = expiring("a", Duration.ofHours(1));
    String second = expiring("b", Duration.ofHours(1));
    IdentityTokens tokens = tokens();

    assertThat(text(tokens, "x")).isEqualTo(first);
    assertThat(text(tokens, "y")).isEqualTo(second);
    assertThat(text(tokens, "x")).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "a.b.c", "e30.e30.c2ln"})
  void takesNothingElseForToken(String body) {
    answer(body);

    assertThatThrownBy(() -> text(tokens(), "x")).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void saysThatThereIsNoMetadataServer() {
    metadata.enqueue(new MockResponse.Builder().body(token("{\"exp\":1}")).build());
    metadata.enqueue(new MockResponse.Builder().code(404).build());
    IdentityTokens tokens = tokens();

    assertThatThrownBy(() -> text(tokens, "x")).hasMessageContaining("is none of Google's");
    clock.now = clock.now.plusSeconds(5);
    assertThatThrownBy(() -> text(tokens, "x")).hasMessageContaining("answered 404");
    clock.now = clock.now.plusSeconds(5);
    metadata.close();
    assertThatThrownBy(() -> text(tokens, "x")).hasMessageContaining("gave no token");
    assertThatThrownBy(() -> IdentityTokens.from("a b", clock))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void asksAgainAfterAFailureOnlyWhenSomeSecondsHavePassed() {
    metadata.enqueue(new MockResponse.Builder().code(500).build());
    String token = expiring("a", Duration.ofHours(1));
    IdentityTokens tokens = tokens();

    assertThatThrownBy(() -> text(tokens, "x")).hasMessageContaining("answered 500");
    clock.now = START.plusSeconds(4);
    assertThatThrownBy(() -> text(tokens, "x")).hasMessageContaining("answered 500");
    assertThat(metadata.getRequestCount()).isEqualTo(1);
    clock.now = START.plusSeconds(5);
    assertThat(text(tokens, "x")).isEqualTo(token);
  }

  @Test
  void asksOnceForCallsThatWantTheSameTokenAndKeepsNoOtherAudienceWaiting() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    String token = token("{\"exp\":%d}".formatted(START.plusSeconds(3600).getEpochSecond()));
    metadata.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            if (request.getTarget().contains("audience=slow")) {
              release.await();
            }
            return new MockResponse.Builder()
                .addHeader("Metadata-Flavor", "Google")
                .body(token)
                .build();
          }
        });
    IdentityTokens tokens = tokens();

    CompletableFuture<IdentityTokens.Answer> first = tokens.token("slow");
    assertThat(tokens.token("slow")).isSameAs(first);
    assertThat(text(tokens, "quick")).isEqualTo(token);
    assertThat(first).isNotDone();

    release.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS).text()).isEqualTo(token);
    assertThat(metadata.getRequestCount()).isEqualTo(2);
  }

  @Test
  void endsACallThatWaitsForATokenAtItsTimeLimitAndOnCancel() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    metadata.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            release.await();
            return new MockResponse.Builder().code(404).build();
          }
        });
    IdentityTokens tokens = tokens();
    try (HttpToolClient client = HttpToolClient.builder().build()) {
      HttpTool tool =
          Calls.tool(
              client,
              "POST",
              "https://service.example/",
              spec -> spec.timeout(Duration.ofMillis(300)),
              endpoint -> endpoint.auth(HttpAuth.googleIdentity(tokens, "x")));
      CancelSignal cancelled = CancelSignal.create();
      cancelled.cancel(CancelReason.REQUESTED);

      assertThat(tool.execute(Calls.json("{}"), Calls.context()).failure())
          .isEqualTo(FailureKind.TOOL_TIMEOUT);
      assertThat(
              tool.execute(Calls.json("{}"), Calls.contextBuilder().cancelSignal(cancelled).build())
                  .failure())
          .isEqualTo(FailureKind.CANCELLED);
    } finally {
      release.countDown();
    }
  }
}

package dev.coda.testkit.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MockModelServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final MockModelServer server = MockModelServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void streamsAChatCompletionTokenByTokenWithFinishUsageAndDone() throws Exception {
    server.enqueue(MockReply.text("Hel", "lo"));

    HttpResponse<String> answer = post("{\"stream\": true}");

    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(answer.body())
        .contains("\"content\":\"Hel\"", "\"content\":\"lo\"", "\"finish_reason\":\"stop\"")
        .contains("\"prompt_tokens\":10")
        .endsWith("data: [DONE]\n\n");
    MockExchange exchange = server.exchanges().get(0);
    assertThat(exchange.request().json().path("stream").asBoolean()).isTrue();
    assertThat(exchange.request().path()).isEqualTo("/v1/chat/completions");
    assertThat(exchange.isComplete()).isTrue();
  }

  @Test
  void answersEachRequestOfAConnectionAndThenLikeADefaultModel() throws Exception {
    server.enqueue(MockReply.text("one"), MockReply.toolCall("clock", "{}"));

    assertThat(post("{}").body()).contains("one");
    assertThat(post("{}").body()).contains("\"name\":\"clock\"");
    assertThat(post("{}").body()).contains("mock");
    assertThat(get("/v1/models").body()).contains(MockModelServer.MODEL);
    assertThat(server.exchanges()).hasSize(3);
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void saysEveryFormOfRetryAfter(RetryAfterForm form) throws Exception {
    server.enqueue(MockReply.rateLimited(form, Duration.ofMillis(1500)));

    HttpResponse<String> answer = post("{}");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After").isPresent())
        .isEqualTo(form != RetryAfterForm.ABSENT);
  }

  @Test
  void cutsAStreamAtTheByteItIsTold() throws Exception {
    byte[] whole = MockReply.text("Hello").body();
    for (int at : List.of(0, 1, whole.length / 2, whole.length - 1, whole.length)) {
      server.enqueue(MockReply.text("Hello").cutAfter(at), MockReply.text("Hello").endAfter(at));

      assertThatThrownBy(() -> post("{}")).as("cut at %s", at).isInstanceOf(IOException.class);
      assertThat(post("{}").body().getBytes(StandardCharsets.UTF_8)).hasSize(at);
    }
    assertThat(server.exchanges()).noneMatch(MockExchange::isComplete);
  }

  @Test
  void resetsAConnectionBeforeAndWithinAnAnswer() {
    server.enqueue(MockReply.text("Hello").resetBeforeHead());
    server.enqueue(MockReply.text("Hello").resetAfter(20));

    assertThatThrownBy(() -> post("{}")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> post("{}")).isInstanceOf(IOException.class);
    assertThat(server.exchanges()).noneMatch(MockExchange::isClosedByClient);
  }

  @Test
  void seesWhenAClientGivesUpOnAStalledAnswer() throws Exception {
    server.enqueue(MockReply.text("one", "two").stallAfter(1));

    HttpResponse<InputStream> answer = CLIENT.send(request("{}"), BodyHandlers.ofInputStream());
    MockExchange exchange = server.awaitExchange(PATIENCE);
    String shown = "";
    while (!shown.contains("one")) {
      shown += (char) answer.body().read();
    }
    assertThat(exchange.isClosedByClient()).isFalse();
    long before = System.nanoTime();
    answer.body().close();

    assertThat(exchange.awaitClientClose(PATIENCE)).isGreaterThan(before);
    assertThat(exchange.isComplete()).isFalse();
  }

  @Test
  void runsTheTestsCodeBetweenFrames() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    server.enqueue(MockReply.text("one", "two").after(1, reached::countDown));

    assertThat(post("{}").body()).contains("two");
    assertThat(reached.getCount()).isZero();
  }

  @Test
  void sendsSlicesGzipPagesAndLongLines() throws Exception {
    server.enqueue(
        MockReply.text("Hello").sliced(3),
        MockReply.text("Hello").gzip(),
        MockReply.html(502),
        MockReply.longLine(1 << 20),
        MockReply.errorInStream("overloaded_error", "Overloaded", "Hel"));

    assertThat(post("{}").body()).isEqualTo(text(MockReply.text("Hello").body()));
    byte[] zipped = CLIENT.send(request("{}"), BodyHandlers.ofByteArray()).body();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes())
        .isEqualTo(MockReply.text("Hello").body());
    assertThat(post("{}").headers().firstValue("Content-Type")).contains("text/html");
    assertThat(post("{}").body()).hasSizeGreaterThan(1 << 20);
    assertThat(post("{}").body()).contains("\"content\":\"Hel\"", "\"message\":\"Overloaded\"");
  }

  @Test
  void givesTheSameGarbageForTheSameSeed() {
    assertThat(MockReply.garbage(7, 64).body()).isEqualTo(MockReply.garbage(7, 64).body());
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return CLIENT.send(request(body), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpRequest request(String body) {
    return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
        .timeout(PATIENCE)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

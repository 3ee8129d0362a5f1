package dev.coda.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolFile;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ResponseTest {
  private static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(1));

  private final MockWebServer service = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void readsJsonWithItsNumbersAsTheyAre() {
    ToolResult result = answer("application/json; charset=utf-8", "{\"n\": 0.1000000000000000055}");

    assertThat(String.valueOf(result.output())).isEqualTo("{\"n\":0.1000000000000000055}");
  }

  @Test
  void readsOtherTextsAsText() {
    assertThat(answer("text/plain", "hello").output()).isEqualTo(TextNode.valueOf("hello"));
    assertThat(answer("text/html", "<p>hi</p>").output()).isEqualTo(TextNode.valueOf("<p>hi</p>"));
    assertThat(answer("application/xml", "<a/>").output()).isEqualTo(TextNode.valueOf("<a/>"));
    assertThat(answer("text/csv; charset=ISO-8859-1", "a,b").output())
        .isEqualTo(TextNode.valueOf("a,b"));
  }

  @Test
  void readsJsonThatIsNotCalledSoWhereTheSchemaPromisesIt() {
    service.enqueue(answered("text/plain", "{\"a\": 1}"));

    assertThat(call("POST", spec -> spec.outputSchema(Calls.object())).output())
        .isEqualTo(Calls.json("{\"a\": 1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "utf-8", "none", "identity"})
  void readsAnAnswerWhoseEncodingIsNoCompression(String encoding) {
    service.enqueue(
        answered("application/json", "{\"a\": 1}")
            .newBuilder()
            .setHeader("Content-Encoding", encoding)
            .build());

    assertThat(call("POST", same()).output()).isEqualTo(Calls.json("{\"a\": 1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, zstd"})
  void refusesACompressionThatWasNotAskedFor(String encoding) {
    service.enqueue(
        answered("application/json", "{\"a\": 1}")
            .newBuilder()
            .setHeader("Content-Encoding", encoding)
            .build());

    assertThat(call("POST", same()).failure()).isEqualTo(FailureKind.TOOL_OUTPUT_INVALID);
  }

  @Test
  void takesNoContentAsAnEmptyObject() {
    service.enqueue(new MockResponse.Builder().code(204).build());
    assertThat(call("POST", same()).output()).isEqualTo(Calls.json("{}"));
    assertThat(answer("application/json", "").output()).isEqualTo(Calls.json("{}"));
  }

  @Test
  void handsOverWhatIsNeitherJsonNorTextAsFile() {
    service.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "image/png")
            .body(new Buffer().writeByte(0x89).writeUtf8("PNG"))
            .build());

    ToolResult result = call("POST", same());

    assertThat(result.output()).isEqualTo(Calls.json("{\"media_type\":\"image/png\",\"size\":4}"));
    assertThat(Objects.requireNonNull(result.file()).content())
        .isEqualTo(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
  }

  @Test
  void handsOverWhatIsTooLongForConversationAsFile() {
    String rows = "x,y\n".repeat(300_000);

    ToolFile file = Objects.requireNonNull(answer("text/csv; charset=utf-8", rows).file());

    assertThat(file.mediaType()).isEqualTo("text/csv");
    assertThat(new String(file.content(), StandardCharsets.UTF_8)).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\": {\"message\": \"no such city\"}} | probe answered HTTP 404: no such city",
        "{\"error\": \"no such city\"} | probe answered HTTP 404: no such city",
        "{\"title\": \"Not found\", \"detail\": \"City 7 is gone\"} | probe answered HTTP 404: City"
            + " 7 is gone",
        "{\"title\": \"Not found\"} | probe answered HTTP 404: Not found",
        "{\"message\": \"a\\nb\\u0007\"} | probe answered HTTP 404: a b",
        "<html>nginx 1.25 at /srv/secret</html> | probe answered HTTP 404.",
        "'' | probe answered HTTP 404."
      })
  void tellsTheModelWhatTheServiceSaysInOneLine(String body, String message) {
    service.enqueue(new MockResponse.Builder().code(404).body(body).build());

    ToolResult result = call("POST", same());

    assertThat(result.failure()).isEqualTo(FailureKind.TOOL_FAILED);
    assertThat(result.message()).isEqualTo(message);
    assertThat(result.detail()).isEqualTo("POST http://127.0.0.1/x answered 404, no content type");
  }

  @Test
  void boundsWhatTheServiceSays() {
    String huge = "{\"error\": \"" + "x".repeat(5000) + "\"}";
    service.enqueue(new MockResponse.Builder().code(500).body(huge).build());

    assertThat(call("POST", same()).message()).hasSizeLessThan(400);
  }

  @ParameterizedTest
  @CsvSource({
    "400, TOOL_FAILED", "401, TOOL_FAILED", "408, TOOL_TIMEOUT", "429, TOOL_UNAVAILABLE",
    "500, TOOL_FAILED", "502, TOOL_UNAVAILABLE", "503, TOOL_UNAVAILABLE", "504, TOOL_TIMEOUT",
    "304, TOOL_FAILED"
  })
  void sortsStatusesIntoFailures(int status, FailureKind kind) {
    service.enqueue(new MockResponse.Builder().code(status).build());

    assertThat(call("POST", same()).failure()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void repeatsAnIdempotentCallUntilItSucceeds(int status) {
    service.enqueue(new MockResponse.Builder().code(status).build());
    service.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    service.enqueue(answered("application/json", "{\"a\": 1}"));

    ToolResult result = call("POST", spec -> spec.idempotent(true));

    assertThat(result.output()).isEqualTo(Calls.json("{\"a\": 1}"));
    assertThat(service.getRequestCount()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void sendsTheSameKeyWithEveryAttempt() throws Exception {
    service.enqueue(new MockResponse.Builder().code(503).build());
    service.enqueue(answered("application/json", "{}"));

    call("POST", spec -> spec.idempotent(true));

    assertThat(service.takeRequest().getHeaders().get("Idempotency-Key"))
        .isEqualTo(service.takeRequest().getHeaders().get("Idempotency-Key"))
        .isNotNull();
  }

  @Test
  void stopsAfterTheAttemptsAllowed() {
    for (int i = 0; i < 5; i++) {
      service.enqueue(new MockResponse.Builder().code(503).build());
    }

    assertThat(call("POST", spec -> spec.idempotent(true)).failure())
        .isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    assertThat(service.getRequestCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void neverRepeatsACallWhoseEffectMustNotHappenTwice(String method) {
    // "Retry-After: 0" is what HTTP clients like to obey by themselves.
    service.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build());
    service.enqueue(answered("application/json", "{}"));

    assertThat(call(method, same()).failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    assertThat(service.getRequestCount()).isEqualTo(1);
  }

  @Test
  void neverRepeatsAGetThatIsSaidToDoSomething() {
    service.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build());
    service.enqueue(answered("application/json", "{}"));
    service.enqueue(answered("application/json", "{}"));

    assertThat(call("GET", same()).failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    assertThat(service.getRequestCount()).isEqualTo(1);
  }

  @Test
  void neverRepeatsSuchACallWhenTheConnectionBreaksAfterItWasSent() {
    service.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    service.enqueue(answered("application/json", "{}"));

    assertThat(call("POST", same()).failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    assertThat(service.getRequestCount()).isEqualTo(1);
  }

  @Test
  void doesNotWaitLongerThanTheCallMayTake() {
    service.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "3600").build());
    long start = System.nanoTime();

    ToolResult result = call("POST", spec -> spec.idempotent(true));

    assertThat(result.failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private ToolResult answer(String type, String body) {
    service.enqueue(answered(type, body));
    return call("POST", same());
  }

  private static MockResponse answered(String type, String body) {
    return new MockResponse.Builder().addHeader("Content-Type", type).body(body).build();
  }

  private ToolResult call(String method, UnaryOperator<ToolSpec.Builder> spec) {
    try (HttpToolClient client = Calls.client(service.getPort())) {
      return Calls.tool(
              client,
              method,
              "http://127.0.0.1:" + service.getPort() + "/x",
              spec,
              endpoint -> endpoint.retry(QUICK))
          .execute(Calls.json("{\"a\": 1}"), Calls.context());
    }
  }

  private static UnaryOperator<ToolSpec.Builder> same() {
    return UnaryOperator.identity();
  }
}

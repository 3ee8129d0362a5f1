package dev.coda.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RedirectTest {
  private final MockWebServer service = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://2852039166/",
        "http://localhost/",
        "http://metadata.google.internal/",
        "http://other.example/",
        "//10.0.0.1/",
        "http://user:pw@service.example/",
        "http://service.example:22/",
        "http://sub.service.example/"
      })
  void refusesARedirectToAnywhereElse(String target) {
    redirect(302, target);

    ToolResult result = call("GET", same());

    assertThat(result.failure()).as(target).isEqualTo(FailureKind.ADDRESS_REFUSED);
    assertThat(result.message()).isEqualTo("probe answered with a redirect that is not followed.");
    assertThat(service.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "ftp://service.example/", "javascript:1", "http://"})
  void refusesARedirectToAnotherScheme(String target) {
    redirect(302, target);

    assertThat(call("GET", same()).failure()).isEqualTo(FailureKind.TOOL_FAILED);
  }

  @Test
  void asksTheGuardAgainForAnAllowedHost() {
    redirect(302, "http://internal.example:" + service.getPort() + "/");

    ToolResult result = call("GET", endpoint -> endpoint.allowedHost("internal.example"));

    assertThat(result.failure()).isEqualTo(FailureKind.ADDRESS_REFUSED);
    assertThat(result.message()).isEqualTo("The address of probe may not be called.");
    assertThat(service.getRequestCount()).isEqualTo(1);
  }

  @Test
  void followsARedirectOnTheSameHostWithItsSecrets() throws Exception {
    redirect(307, "/moved");
    service.enqueue(new MockResponse.Builder().body("{}").build());

    ToolResult result = call("POST", endpoint -> endpoint.auth(HttpAuth.bearer(() -> "token-1")));

    assertThat(result.isOk()).isTrue();
    service.takeRequest();
    RecordedRequest second = service.takeRequest();
    assertThat(second.getMethod()).isEqualTo("POST");
    assertThat(second.getTarget()).isEqualTo("/moved");
    assertThat(Objects.requireNonNull(second.getBody()).utf8()).isEqualTo("{\"a\":1}");
    assertThat(second.getHeaders().get("Authorization")).isEqualTo("Bearer token-1");
  }

  @Test
  void takesNoSecretAndNoFixedHeaderToAnotherHost() throws Exception {
    redirect(308, "http://mirror.example:" + service.getPort() + "/");
    service.enqueue(new MockResponse.Builder().body("{}").build());

    ToolResult result =
        call(
            "POST",
            endpoint ->
                endpoint
                    .allowedHost("*.example")
                    .header("X-Account", "7")
                    .auth(HttpAuth.header("X-Api-Key", () -> "key-12345")));

    assertThat(result.isOk()).isTrue();
    assertThat(service.takeRequest().getHeaders().get("X-Api-Key")).isEqualTo("key-12345");
    RecordedRequest second = service.takeRequest();
    assertThat(second.getHeaders().get("X-Api-Key")).isNull();
    assertThat(second.getHeaders().get("X-Account")).isNull();
  }

  @Test
  void followsSeeOtherWithAGetThatHasNoBody() throws Exception {
    redirect(303, "/result");
    service.enqueue(new MockResponse.Builder().body("{\"done\": true}").build());

    assertThat(call("POST", same()).output()).isEqualTo(Calls.json("{\"done\": true}"));
    service.takeRequest();
    RecordedRequest second = service.takeRequest();
    assertThat(second.getMethod()).isEqualTo("GET");
    assertThat(second.getHeaders().get("Content-Type")).isNull();
    assertThat(second.getHeaders().get("Idempotency-Key")).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302})
  void doesNotTurnAPostIntoAGet(int status) {
    redirect(status, "/moved");

    assertThat(call("POST", same()).failure()).isEqualTo(FailureKind.TOOL_FAILED);
    assertThat(service.getRequestCount()).isEqualTo(1);
  }

  @Test
  void followsThreeInARowAndNotFour() {
    for (int i = 0; i < 3; i++) {
      redirect(302, "/again");
    }
    service.enqueue(new MockResponse.Builder().body("{}").build());
    assertThat(call("GET", same()).isOk()).isTrue();

    for (int i = 0; i < 4; i++) {
      redirect(302, "/again");
    }
    assertThat(call("GET", same()).failure()).isEqualTo(FailureKind.TOOL_FAILED);
  }

  private void redirect(int status, String target) {
    service.enqueue(new MockResponse.Builder().code(status).addHeader("Location", target).build());
  }

  private ToolResult call(String method, UnaryOperator<HttpEndpoint.Builder> endpoint) {
    try (HttpToolClient client =
        HttpToolClient.builder()
            .guard(Calls.loopback(service.getPort()))
            .resolver(host ->
                host.equals("internal.example")
                    ? InetAddresses.list("10.0.0.1")
                    : InetAddresses.list("127.0.0.1"))
            .build()) {
      return Calls.tool(
              client,
              method,
              "http://service.example:" + service.getPort() + "/x",
              spec -> spec,
              endpoint)
          .execute(Calls.json("{\"a\": 1}"), Calls.context());
    }
  }

  private static UnaryOperator<HttpEndpoint.Builder> same() {
    return UnaryOperator.identity();
  }

  private static final class InetAddresses {
    static List<InetAddress> list(String address) throws java.net.UnknownHostException {
      return List.of(InetAddress.getByName(address));
    }
  }
}

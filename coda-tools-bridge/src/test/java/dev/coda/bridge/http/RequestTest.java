package dev.coda.bridge.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RequestTest {
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
  void putsArgumentsIntoPathQueryHeaderAndBody() throws Exception {
    RecordedRequest request =
        send(
            "PUT",
            "/users/{id}/files/report-{day}.pdf?format=json&lang={lang}&page={page}",
            endpoint ->
                endpoint
                    .place("tags", ArgumentPlace.QUERY)
                    .place("X-Tenant", ArgumentPlace.HEADER)
                    .header("X-Fixed", "yes"),
            """
            {"id": "a/b c", "day": 7, "lang": "d&e", "tags": ["x", "y"], "X-Tenant": "blue",
             "size": 1.50, "nested": {"deep": [true, null]}}
            """);

    assertThat(request.getMethod()).isEqualTo("PUT");
    assertThat(request.getTarget())
        .isEqualTo("/users/a%2Fb%20c/files/report-7.pdf?format=json&lang=d%26e&tags=x&tags=y");
    assertThat(request.getHeaders().get("X-Tenant")).isEqualTo("blue");
    assertThat(request.getHeaders().get("X-Fixed")).isEqualTo("yes");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(body(request)).isEqualTo("{\"size\":1.5,\"nested\":{\"deep\":[true,null]}}");
  }

  @Test
  void putsTheArgumentsOfAGetIntoItsQuery() throws Exception {
    RecordedRequest request =
        send("GET", "/search", same(), "{\"q\": \"a b\", \"limit\": 5, \"none\": null}");

    assertThat(request.getTarget()).isEqualTo("/search?q=a%20b&limit=5");
    assertThat(request.getHeaders().get("Content-Type")).isNull();
  }

  @Test
  void sendsOneArgumentAsTheWholeBody() throws Exception {
    RecordedRequest request =
        send("POST", "/items/{id}", e -> e.bodyArgument("items"), "{\"id\": 1, \"items\": [2]}");

    assertThat(request.getTarget()).isEqualTo("/items/1");
    assertThat(body(request)).isEqualTo("[2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\": null}", "{\"id\": \"\"}", "{\"id\": \"..\"}"})
  void keepsAnArgumentFromClimbingOutOfThePath(String input) {
    try (HttpToolClient client = Calls.client(service.getPort())) {
      ToolResult result =
          Calls.tool(client, "GET", url("/files/{id}")).execute(Calls.json(input), Calls.context());

      assertThat(result.failure()).isEqualTo(FailureKind.TOOL_INPUT_INVALID);
      assertThat(result.message()).contains("{id}");
      assertThat(service.getRequestCount()).isZero();
    }
  }

  @Test
  void encodesWhatLooksLikeAnEncodedClimb() throws Exception {
    RecordedRequest request = send("GET", "/files/{id}", same(), "{\"id\": \"%2e%2e/%2e%2e?x#y\"}");

    assertThat(request.getTarget()).isEqualTo("/files/%252e%252e%2F%252e%252e%3Fx%23y");
  }

  @Test
  void refusesAHeaderArgumentThatCouldAddAHeader() {
    try (HttpToolClient client = Calls.client(service.getPort())) {
      ToolResult result =
          Calls.tool(
                  client,
                  "GET",
                  url("/x"),
                  spec -> spec,
                  endpoint -> endpoint.place("X-Tenant", ArgumentPlace.HEADER))
              .execute(Calls.json("{\"X-Tenant\": \"a\\r\\nX-Admin: 1\"}"), Calls.context());

      assertThat(result.failure()).isEqualTo(FailureKind.TOOL_INPUT_INVALID);
    }
  }

  @Test
  void sendsTheCallsKeyAndTraceAndNoCookie() throws Exception {
    ToolContext context =
        Calls.contextBuilder()
            .headers(
                Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
            .build();
    service.enqueue(new MockResponse.Builder().addHeader("Set-Cookie", "a=b").body("{}").build());
    service.enqueue(new MockResponse.Builder().body("{}").build());
    try (HttpToolClient client = Calls.client(service.getPort())) {
      HttpTool tool = Calls.tool(client, "POST", url("/x"));
      tool.execute(Calls.json("{}"), context);
      RecordedRequest first = service.takeRequest();
      tool.execute(Calls.json("{}"), context);
      RecordedRequest second = service.takeRequest();

      assertThat(first.getHeaders().get("Idempotency-Key")).isEqualTo(context.idempotencyKey());
      assertThat(first.getHeaders().get("traceparent")).endsWith("-01");
      assertThat(second.getHeaders().get("Cookie")).isNull();
    }
  }

  @Test
  void tellsTheServiceWhoCalls() throws Exception {
    assertThat(authorization(HttpAuth.bearer(() -> " token-123\n"))).isEqualTo("Bearer token-123");
    assertThat(authorization(HttpAuth.basic(() -> "ann", () -> "s3cret")))
        .isEqualTo("Basic YW5uOnMzY3JldA==");
    assertThat(
            send("GET", "/x", e -> e.auth(HttpAuth.header("X-Api-Key", () -> "k-123")), "{}")
                .getHeaders()
                .get("X-Api-Key"))
        .isEqualTo("k-123");
  }

  @Test
  void reportsAMissingSecretWithoutCalling() {
    try (HttpToolClient client = Calls.client(service.getPort())) {
      HttpAuth auth =
          HttpAuth.bearer(() -> {
            throw new ConfigurationException("the environment variable KEY is not set");
          });
      ToolResult result =
          Calls.tool(client, "POST", url("/x"), spec -> spec, endpoint -> endpoint.auth(auth))
              .execute(Calls.json("{}"), Calls.context());

      assertThat(result.failure()).isEqualTo(FailureKind.CONFIGURATION);
      assertThat(result.message()).doesNotContain("KEY");
      assertThat(result.detail()).contains("KEY");
      assertThat(service.getRequestCount()).isZero();
    }
  }

  @Test
  void keepsASecretThatTheServiceEchoesFromTheModelAndTheLog() {
    String canary = "canary-4f9a1c";
    service.enqueue(
        new MockResponse.Builder()
            .code(403)
            .body("{\"error\": {\"message\": \"bad token " + canary + "\"}}")
            .build());
    service.enqueue(
        new MockResponse.Builder().body("{\"headers\": [\"Bearer " + canary + "\"]}").build());
    try (HttpToolClient client = Calls.client(service.getPort())) {
      HttpTool tool =
          Calls.tool(
              client,
              "POST",
              url("/x"),
              spec -> spec,
              endpoint -> endpoint.auth(HttpAuth.bearer(() -> canary)));

      ToolResult refused = tool.execute(Calls.json("{}"), Calls.context());
      ToolResult echoed = tool.execute(Calls.json("{}"), Calls.context());

      assertThat(refused.toString()).contains("bad token [redacted]").doesNotContain(canary);
      assertThat(echoed.toString()).contains("Bearer [redacted]").doesNotContain(canary);
      assertThat(tool.toString()).doesNotContain(canary);
    }
  }

  @Test
  void blotsOutASecretInAFileAndKeepsItsLength() {
    String canary = "canary-4f9a1c";
    byte[] image = ("\u0089PNG " + canary + " \u00ff").getBytes(ISO_8859_1);
    service.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "image/png")
            .body(new Buffer().write(image))
            .build());
    try (HttpToolClient client = Calls.client(service.getPort())) {
      ToolResult result =
          Calls.tool(
                  client,
                  "POST",
                  url("/x"),
                  spec -> spec,
                  endpoint -> endpoint.auth(HttpAuth.bearer(() -> canary)))
              .execute(Calls.json("{}"), Calls.context());

      assertThat(new String(Objects.requireNonNull(result.file()).content(), ISO_8859_1))
          .isEqualTo("\u0089PNG " + "*".repeat(canary.length()) + " \u00ff");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Api-Key",
        "apikey",
        "X-Auth-Token",
        "Client_Secret",
        "X-Password",
        "X-Auth",
        "Set-Cookie",
        "X-Amz-Credential",
        "X-Authorization-Info",
        "Ocp-Apim-Subscription-Key"
      })
  void takesNoCredentialThatIsWrittenDown(String name) {
    HttpEndpoint.Builder endpoint = HttpEndpoint.builder("GET", "https://service.example/");

    assertThatThrownBy(() -> endpoint.header(name, "abc-123-def"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("header '" + name + "' holds a secret: use auth, or ${NAME} without a default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Author", "X-Plan", "Accept-Language", "X-Keyboard", "X-Tenant"})
  void takesOtherHeadersAsTheyAreWritten(String name) throws Exception {
    assertThat(send("GET", "/x", e -> e.header(name, "abc"), "{}").getHeaders().get(name))
        .isEqualTo("abc");
  }

  private String authorization(HttpAuth auth) throws Exception {
    return Objects.requireNonNull(
        send("POST", "/x", e -> e.auth(auth), "{}").getHeaders().get("Authorization"));
  }

  private RecordedRequest send(
      String method, String path, UnaryOperator<HttpEndpoint.Builder> endpoint, String input)
      throws Exception {
    service.enqueue(new MockResponse.Builder().body("{}").build());
    try (HttpToolClient client = Calls.client(service.getPort())) {
      ToolResult result =
          Calls.tool(client, method, url(path), spec -> spec, endpoint)
              .execute(Calls.json(input), Calls.context());
      assertThat(result.isOk()).as(result.toString()).isTrue();
      return service.takeRequest();
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + service.getPort() + path;
  }

  private static String body(RecordedRequest request) {
    return Objects.requireNonNull(request.getBody()).utf8();
  }

  private static UnaryOperator<HttpEndpoint.Builder> same() {
    return UnaryOperator.identity();
  }
}

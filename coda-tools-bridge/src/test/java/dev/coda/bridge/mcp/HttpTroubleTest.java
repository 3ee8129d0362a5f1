package dev.coda.bridge.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.ClosingServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers over HTTP do when something is wrong, and what is said of it. */
class HttpTroubleTest {
  private static final String UNKNOWN_SESSION =
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"No valid session"
          + " ID provided\"}}";

  private final MockWebServer server = new MockWebServer();
  private final AtomicInteger sessions = new AtomicInteger();
  private final List<String> called = new CopyOnWriteArrayList<>();

  /** What answers a request before the server itself does. */
  private volatile Trouble trouble = (request, message) -> null;

  private interface Trouble {
    @Nullable MockResponse answer(RecordedRequest request, JsonNode message);
  }

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            JsonNode message = message(request);
            MockResponse troubled = trouble.answer(request, message);
            return troubled == null ? answer(request, message) : troubled;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 410})
  void joinsAServerAgainThatDoesNotKnowTheSession(int status) throws Exception {
    try (McpTools tools = connect()) {
      trouble =
          (request, message) ->
              "session-1".equals(request.getHeaders().get("Mcp-Session-Id"))
                  ? json(status, UNKNOWN_SESSION)
                  : null;
      assertThat(Contexts.said(call(tools))).isEqualTo("done");
      assertThat(sessions).hasValue(2);
      assertThat(called).hasSize(1);
    }
  }

  @Test
  void joinsAServerAgainWhoseStreamIsRefusedAfterARestart() throws Exception {
    AtomicInteger streams = new AtomicInteger();
    trouble =
        (request, message) -> {
          if (!"GET".equals(request.getMethod())) {
            return null;
          }
          return streams.incrementAndGet() == 2
              ? json(400, UNKNOWN_SESSION)
              : events("retry: 1\n\n");
        };
    try (McpTools tools = connect()) {
      await().until(() -> sessions.get() == 2);
      assertThat(tools.servers()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | -32602 | city is required | TOOL_INPUT_INVALID | refused the call: city is required",
        "500 | -32603 | disk full | TOOL_FAILED | refused the call: disk full",
        "403 | -32001 | no access to Berlin | TOOL_FAILED | refused the call: no access to Berlin",
        "429 | -32000 | slow down | TOOL_FAILED | refused the call: slow down",
        "404 | -32602 | no such tool | TOOL_INPUT_INVALID | refused the call: no such tool",
      })
  void passesOnTheWordsOfAServerThatRefusesACall(
      int status, int code, String said, FailureKind kind, String heard) throws Exception {
    try (McpTools tools = connect()) {
      trouble =
          (request, message) ->
              isCall(message)
                  ? json(
                      status,
                      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"%s\"}}"
                          .formatted(message.path("id"), code, said))
                  : null;
      ToolResult result = call(tools);
      assertThat(result.failure()).isEqualTo(kind);
      assertThat(result.message()).contains(heard);
      assertThat(sessions).as("the session continues").hasValue(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | {\"error\": \"not yours\"} | HTTP 403: not yours",
        "422 | {\"detail\": \"city?\"} | HTTP 422: city?",
        "429 | {\"message\": \"ten a minute\"} | HTTP 429: ten a minute",
        "500 | {\"error\": {\"message\": \"disk full\"}} | HTTP 500: disk full",
      })
  void saysWhatAnHttpErrorMeans(int status, String body, String heard) throws Exception {
    try (McpTools tools = connect()) {
      trouble = (request, message) -> isCall(message) ? json(status, body) : null;
      ToolResult result = call(tools);
      assertThat(result.isOk()).isFalse();
      assertThat(result.message()).contains(heard).doesNotContain("lost");
      assertThat(sessions).hasValue(1);
    }
  }

  @Test
  void saysWhyAServerRefusesToBeJoined() {
    trouble = (request, message) -> json(401, "{\"error_description\": \"the token has expired\"}");
    try (McpTools tools = connect()) {
      assertThat(tools.servers().get(0).problem())
          .isEqualTo("answered HTTP 401: the token has expired");
    }
  }

  @Test
  void passesOnTheWordsOfAServerWithoutSessions() throws Exception {
    trouble =
        (request, message) ->
            isCall(message)
                ? json(
                    400,
                    "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32602,\"message\":\"city?\"}}"
                        .formatted(message.path("id")))
                : message.path("method").asText().equals("initialize")
                    ? json(200, plainAnswer(message.toString()))
                    : null;
    try (McpTools tools = connect()) {
      assertThat(call(tools).message()).isEqualTo("web__go refused the call: city?");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void followsARedirectWithinTheServer(int status) throws Exception {
    trouble =
        (request, message) ->
            request.getTarget().equals("/mcp")
                ? new MockResponse.Builder().code(status).setHeader("Location", "/mcp/").build()
                : null;
    try (McpTools tools = connect()) {
      assertThat(Contexts.said(call(tools))).isEqualTo("done");
      assertThat(called).hasSize(1);
    }
  }

  @Test
  void namesTheAddressOfARedirectThatIsNotFollowed() {
    trouble =
        (request, message) ->
            new MockResponse.Builder()
                .code(308)
                .setHeader("Location", "https://other.example/mcp?secret=1")
                .build();
    try (McpTools tools = connect()) {
      assertThat(tools.servers().get(0).problem())
          .isEqualTo(
              "answered HTTP 308: it is at https://other.example now, which is not followed");
    }
  }

  @Test
  void sendsACallOverANewConnectionWhenTheServerClosedTheIdleOne() throws Exception {
    try (ClosingServer closing = ClosingServer.start(HttpTroubleTest::plainAnswer);
        McpTools tools = connect(closing.port())) {
      for (int i = 0; i < 3; i++) {
        closing.awaitClosed();
        assertThat(Contexts.said(call(tools))).isEqualTo("done");
      }
      assertThat(closing.bodies()).filteredOn(body -> body.contains("tools/call")).hasSize(3);
      assertThat(closing.bodies()).filteredOn(body -> body.contains("initialize\"")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>Maintenance</html>",
        "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":\"boom\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32000}}",
        "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":null}",
        "{\"jsonrpc\":\"2.0\",\"id\":ID}",
        "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"content\":\"text\"}}"
      })
  void aMalformedReplyEndsTheCall(String body) throws Exception {
    try (McpTools tools = connect()) {
      trouble =
          (request, message) ->
              isCall(message) ? json(200, body.replace("ID", message.path("id").toString())) : null;
      ToolResult result = call(tools);
      assertThat(result.isOk()).isFalse();
      assertThat(result.failure()).isNotEqualTo(FailureKind.TOOL_TIMEOUT);
    }
  }

  private MockResponse answer(RecordedRequest request, JsonNode message) {
    if (!"POST".equals(request.getMethod())) {
      return new MockResponse.Builder().code(405).build();
    }
    if (isCall(message)) {
      called.add(message.toString());
    }
    String answer = plainAnswer(message.toString());
    if (answer.isEmpty()) {
      return new MockResponse.Builder().code(202).build();
    }
    MockResponse response = json(200, answer);
    return message.path("method").asText().equals("initialize")
        ? response
            .newBuilder()
            .setHeader("Mcp-Session-Id", "session-" + sessions.incrementAndGet())
            .build()
        : response;
  }

  private static String plainAnswer(String body) {
    JsonNode message = read(body);
    String result =
        switch (message.path("method").asText()) {
          case "initialize" ->
              "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},"
                  + "\"serverInfo\":{\"name\":\"fake\",\"version\":\"1\"}}";
          case "tools/list" ->
              "{\"tools\":[{\"name\":\"go\",\"inputSchema\":{\"type\":\"object\"}}]}";
          case "tools/call" -> "{\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}";
          default -> "";
        };
    return result.isEmpty()
        ? ""
        : "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(message.path("id"), result);
  }

  private McpTools connect() {
    return connect(server.getPort());
  }

  private static McpTools connect(int port) {
    return McpTools.builder(
            """
            {"mcpServers": {"web": {"url": "http://127.0.0.1:%d/mcp", "permission": "allow",
              "timeout": 3000, "allowedAddresses": ["127.0.0.1"]}}}
            """
                .formatted(port))
        .connectTimeout(Duration.ofSeconds(5))
        .connect();
  }

  private static ToolResult call(McpTools tools) throws Exception {
    return tools.tools().get(0).execute(JsonNodeFactory.instance.objectNode(), Contexts.any());
  }

  private static boolean isCall(JsonNode message) {
    return message.path("method").asText().equals("tools/call");
  }

  private static JsonNode message(RecordedRequest request) {
    return request.getBody() == null
        ? JsonNodeFactory.instance.objectNode()
        : read(Objects.requireNonNull(request.getBody()).utf8());
  }

  private static JsonNode read(String json) {
    try {
      return CodaJson.mapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  private static MockResponse events(String body) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "text/event-stream")
        .body(body)
        .build();
  }
}

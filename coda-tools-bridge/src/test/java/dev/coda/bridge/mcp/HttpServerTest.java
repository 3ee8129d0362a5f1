package dev.coda.bridge.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private static final String INITIALIZED =
      """
      {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}},
       "serverInfo": {"name": "fake", "version": "1"}}
      """;
  private static final String LISTED =
      "{\"tools\": [{\"name\": \"go\", \"inputSchema\": {\"type\": \"object\"}}]}";
  private static final String SAID = "{\"content\": [{\"type\": \"text\", \"text\": \"done\"}]}";

  private final MockWebServer server = new MockWebServer();
  private final List<RecordedRequest> posts = new CopyOnWriteArrayList<>();
  private final AtomicInteger sessions = new AtomicInteger();
  private volatile Answer answer = id -> json(result(id, SAID));

  private interface Answer {
    MockResponse to(JsonNode id);
  }

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return respond(request);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsTheSessionTheVersionAndTheHeaders() throws Exception {
    try (McpTools tools = connect("127.0.0.1")) {
      assertThat(Contexts.said(call(tools))).isEqualTo("done");
    }
    RecordedRequest last = posts.get(posts.size() - 1);
    assertThat(last.getHeaders().get("Mcp-Session-Id")).isEqualTo("session-1");
    assertThat(last.getHeaders().get("MCP-Protocol-Version")).isEqualTo("2025-06-18");
    assertThat(last.getHeaders().get("Authorization")).isEqualTo("Bearer t0p");
  }

  @Test
  void handsTheTraceOn() throws Exception {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    try (McpTools tools = connect("127.0.0.1")) {
      call(
          tools, Contexts.builder().headers(Map.of("traceparent", parent, "X-Other", "o")).build());
    }
    RecordedRequest last = posts.get(posts.size() - 1);
    JsonNode meta =
        CodaJson.mapper()
            .readTree(Objects.requireNonNull(last.getBody()).utf8())
            .at("/params/_meta");
    assertThat(meta.path("traceparent").asText()).isEqualTo(parent);
    assertThat(meta.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("traceparent", "progressToken");
  }

  @Test
  void dialsNoPrivateAddressThatNobodyAllowed() {
    try (McpTools tools = connect("10.0.0.0/8")) {
      assertThat(tools.servers().get(0).state()).isEqualTo(ServerState.UNAVAILABLE);
      assertThat(tools.servers().get(0).problem()).contains("may not be called");
    }
    assertThat(posts).isEmpty();
  }

  @Test
  void aForgottenSessionIsRenewedAndTheCallRepeated() throws Exception {
    try (McpTools tools = connect("127.0.0.1")) {
      answer =
          id ->
              sessions.get() == 1
                  ? new MockResponse.Builder().code(404).build()
                  : json(result(id, SAID));
      assertThat(Contexts.said(call(tools))).isEqualTo("done");
      assertThat(sessions).hasValue(2);
    }
  }

  @Test
  void aStreamThatBreaksOffIsAFailureInTime() throws Exception {
    answer = id -> events(": nothing\n\n");
    try (McpTools tools = connect("127.0.0.1")) {
      assertThat(call(tools).failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (McpTools tools = connect("127.0.0.1")) {
      answer =
          id ->
              new MockResponse.Builder()
                  .code(307)
                  .setHeader("Location", "http://169.254.169.254/")
                  .build();
      assertThat(call(tools).failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    }
  }

  @Test
  void anAnswerLargerThanAllowedIsRefused() throws Exception {
    answer = id -> json(result(id, SAID.replace("done", "x".repeat(9_000_000))));
    try (McpTools tools = connect("127.0.0.1")) {
      assertThat(call(tools).failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    }
  }

  @Test
  void aServerThatComesLaterIsFound() throws Exception {
    String config = config("127.0.0.1");
    int port = server.getPort();
    server.close();
    try (McpTools tools =
            McpTools.builder(config)
                .environment(Map.of("TOKEN", "t0p")::get)
                .connectTimeout(Duration.ofSeconds(2))
                .connect();
        MockWebServer late = new MockWebServer()) {
      assertThat(tools.tools()).isEmpty();
      late.setDispatcher(server.getDispatcher());
      late.start(port);
      await().atMost(Duration.ofSeconds(20)).until(() -> !tools.tools().isEmpty());
      assertThat(call(tools).isOk()).isTrue();
    }
  }

  private MockResponse respond(RecordedRequest request) {
    if (!"POST".equals(request.getMethod())) {
      return new MockResponse.Builder().code(405).build();
    }
    posts.add(request);
    JsonNode message;
    try {
      message = CodaJson.mapper().readTree(Objects.requireNonNull(request.getBody()).utf8());
    } catch (IOException e) {
      return new MockResponse.Builder().code(400).build();
    }
    JsonNode id = message.path("id");
    return switch (message.path("method").asText()) {
      case "initialize" ->
          json(result(id, INITIALIZED))
              .newBuilder()
              .setHeader("Mcp-Session-Id", "session-" + sessions.incrementAndGet())
              .build();
      case "tools/list" -> events("id: 1\ndata: " + result(id, LISTED) + "\n\n");
      case "tools/call" -> answer.to(id);
      default -> new MockResponse.Builder().code(202).build();
    };
  }

  private McpTools connect(String allowed) {
    return McpTools.builder(config(allowed))
        .environment(Map.of("TOKEN", "t0p")::get)
        .connectTimeout(Duration.ofSeconds(5))
        .connect();
  }

  private String config(String allowed) {
    return """
    {"mcpServers": {"web": {"url": "http://127.0.0.1:%d/mcp", "permission": "allow",
      "allowedAddresses": ["%s"], "headers": {"Authorization": "Bearer ${TOKEN}"}}}}
    """
        .formatted(server.getPort(), allowed);
  }

  private static ToolResult call(McpTools tools) throws Exception {
    return call(tools, Contexts.any());
  }

  private static ToolResult call(McpTools tools, ToolContext context) throws Exception {
    Tool tool = tools.tools().get(0);
    return tool.execute(JsonNodeFactory.instance.objectNode(), context);
  }

  private static String result(JsonNode id, String result) {
    return "{\"jsonrpc\": \"2.0\", \"id\": %s, \"result\": %s}"
        .formatted(id, result.replace("\n", ""));
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder()
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

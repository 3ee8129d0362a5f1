package dev.coda.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.core.TimeOrderedIds;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coda as an MCP server, seen by plain HTTP and by our own MCP client. */
class McpServerTest {
  private static final String PING = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";
  private static final String INITIALIZE =
      """
      {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "%s", "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"}}}
      """;

  private final RunningServer server = RunningServer.shared();
  private final TimeOrderedIds ids = new TimeOrderedIds();

  @Test
  void wantsABearerTokenAndSaysSo() {
    Reply reply = server.anonymous().post("/mcp", PING);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void takesNoCookieForAToken() {
    ApiClient browser =
        server
            .anonymous()
            .cookies(
                server
                    .anonymous()
                    .post(
                        "/api/v1/auth/register",
                        RunningServer.registration(RunningServer.newAddress()))
                    .cookies());
    assertThat(browser.post("/mcp", INITIALIZE).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example"})
  void refusesPagesOfOtherSites(String origin) {
    ApiClient page = server.newUser().with("Origin", origin);
    assertThat(page.post("/mcp", INITIALIZE).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-03-26", "2025-06-18", "2025-11-25"})
  void speaksTheVersionItIsAskedFor(String version) {
    Reply reply = server.newUser().post("/mcp", INITIALIZE.formatted(version));
    assertThat(reply.json().at("/result/protocolVersion").asText()).isEqualTo(version);
  }

  @Test
  void answersAnUnknownVersionWithItsNewest() {
    Reply reply = server.newUser().post("/mcp", INITIALIZE.formatted("1999-01-01"));
    assertThat(reply.json().at("/result/protocolVersion").asText()).isEqualTo("2025-11-25");
    assertThat(
            server.newUser().with("MCP-Protocol-Version", "1999-01-01").post("/mcp", PING).status())
        .isEqualTo(400);
  }

  @Test
  void aSessionIsItsUsersAlone() {
    ApiClient owner = server.newUser();
    String session =
        owner.post("/mcp", INITIALIZE.formatted("2025-11-25")).header("Mcp-Session-Id");
    assertThat(owner.with("Mcp-Session-Id", session).post("/mcp", PING).status()).isEqualTo(200);
    assertThat(server.newUser().with("Mcp-Session-Id", session).post("/mcp", PING).status())
        .isEqualTo(404);
    assertThat(owner.with("Mcp-Session-Id", session).delete("/mcp").status()).isEqualTo(204);
    assertThat(owner.with("Mcp-Session-Id", session).post("/mcp", PING).status()).isEqualTo(404);
    assertThat(owner.post("/mcp", PING).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "[{\"jsonrpc\": \"2.0\"}]", "{\"id\": 1}", "3"})
  void answersWhatIsNoMessageWithAnError(String body) {
    Reply reply = server.newUser().post("/mcp", body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/error/code").asInt()).isNegative();
  }

  @Test
  void answersAListOfMessages() {
    ApiClient host = host();
    Reply reply =
        host.post(
            "/mcp",
            """
            [{"jsonrpc": "2.0", "id": 2, "method": "ping"},
             {"jsonrpc": "2.0", "method": "notifications/initialized"},
             {"jsonrpc": "2.0", "id": 3, "method": "tools/list"}, 5]
            """);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json()).hasSize(3);
    assertThat(reply.json().at("/1/result/tools")).isNotEmpty();
    assertThat(reply.json().at("/2/error/code").asInt()).isNegative();
    String notice = "[{\"jsonrpc\": \"2.0\", \"method\": \"notifications/x\"}]";
    assertThat(host.post("/mcp", notice).status()).isEqualTo(202);
    String called = call("calculator", "{\"expression\": \"6 * 7\"}");
    assertThat(host.post("/mcp", "[" + PING + ", " + called + "]").body())
        .contains("\"id\":1", "\"id\":2", "42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"{}\"", "[]", "5"})
  void refusesArgumentsThatAreNoObject(String arguments) {
    assertThat(host().post("/mcp", call("calculator", arguments)).body()).contains("-32602");
  }

  @Test
  void refusesAMessageToTheAgentThatIsNoText() {
    assertThat(host().post("/mcp", call("ask_agent", "{\"message\": 5}")).body())
        .contains("must be text");
  }

  @Test
  void offersItsToolsAndCallsThem() throws Exception {
    try (McpTools tools = connect()) {
      assertThat(tools.tools().stream().map(tool -> tool.spec().name()))
          .contains("coda__ask_agent", "coda__calculator", "coda__solver_optimize");
      ToolResult sum = call(tools, "coda__calculator", "{\"expression\": \"6 * 7\"}");
      assertThat(String.valueOf(sum.output())).contains("42");
      assertThat(call(tools, "coda__calculator", "{}").message()).contains("expression");
    }
  }

  @Test
  void keepsToWhatTheUserHasDenied() {
    ApiClient owner = server.newUser();
    owner.patch(
        "/api/v1/settings",
        "{\"preferences\": {\"tool_permissions\": {\"calculator\": \"deny\"}}}");
    String session =
        owner.post("/mcp", INITIALIZE.formatted("2025-06-18")).header("Mcp-Session-Id");
    ApiClient host = owner.with("Mcp-Session-Id", session);

    String listed =
        host.post("/mcp", "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/list\"}").body();
    String called =
        host.post(
                "/mcp",
                """
                {"jsonrpc": "2.0", "id": 3, "method": "tools/call",
                 "params": {"name": "calculator", "arguments": {"expression": "6*7"}}}\
                """)
            .body();

    assertThat(listed).contains("\"current_time\"").doesNotContain("\"calculator\"");
    assertThat(called).contains("approval").doesNotContain("42");
  }

  @Test
  void refusesWhatOnlyAPersonMayPermit() throws Exception {
    try (McpTools tools = connect()) {
      ToolResult result = call(tools, "coda__test_needs_approval", "{}");
      assertThat(result.failure()).isEqualTo(FailureKind.TOOL_FAILED);
      assertThat(result.message()).contains("approval").contains("ask_agent");
    }
  }

  @Test
  void theAgentAnswersAndRemembersTheConversation() throws Exception {
    List<String> progress = new CopyOnWriteArrayList<>();
    try (McpTools tools = connect()) {
      ToolContext context = context().progress((message, percent) -> progress.add(message)).build();
      ObjectNode question = CodaJson.mapper().createObjectNode();
      question.put("message", "use calculator {\"expression\": \"2+3\"}");
      JsonNode first = output(tool(tools, "coda__ask_agent").execute(question, context));
      assertThat(first.path("answer").asText()).contains("5");
      assertThat(first.path("status").asText()).isEqualTo("completed");
      assertThat(progress).contains("Calling calculator", "Writing the answer");
      ObjectNode more = CodaJson.mapper().createObjectNode().put("message", "hello again");
      more.set("session_id", first.path("session_id"));
      JsonNode second = output(tool(tools, "coda__ask_agent").execute(more, context().build()));
      assertThat(second.path("session_id")).isEqualTo(first.path("session_id"));
      assertThat(second.path("run_id")).isNotEqualTo(first.path("run_id"));
    }
  }

  @Test
  void aForeignConversationDoesNotExist() throws Exception {
    try (McpTools mine = connect();
        McpTools theirs = connect()) {
      JsonNode first = output(call(mine, "coda__ask_agent", "{\"message\": \"hello\"}"));
      ToolResult stolen =
          call(
              theirs,
              "coda__ask_agent",
              "{\"message\": \"what was said?\", \"session_id\": %s}"
                  .formatted(first.path("session_id")));
      assertThat(stolen.message()).contains("does not exist");
    }
  }

  @Test
  void aCancelReachesTheTool() throws Exception {
    CancelSignal signal = CancelSignal.create();
    try (McpTools tools = connect()) {
      ToolContext context =
          context()
              .cancelSignal(signal)
              .progress((message, percent) -> signal.cancel(CancelReason.REQUESTED))
              .build();
      ToolResult result = tool(tools, "coda__test_never_ends").execute(json("{}"), context);
      assertThat(result.failure()).isEqualTo(FailureKind.CANCELLED);
      assertThat(ConformanceTools.CANCELLED.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theServersOfTheConfigurationAreShown() {
    JsonNode servers = server.newUser().get("/api/v1/mcp-servers").json().path("items");
    assertThat(servers.isArray()).isTrue();
  }

  private ApiClient host() {
    ApiClient user = server.newUser();
    return user.with(
        "Mcp-Session-Id",
        user.post("/mcp", INITIALIZE.formatted("2025-03-26")).header("Mcp-Session-Id"));
  }

  private static String call(String tool, String arguments) {
    return """
    {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "%s", "arguments": %s}}
    """
        .formatted(tool, arguments);
  }

  private McpTools connect() {
    String config =
        """
        {"mcpServers": {"coda": {
          "url": "http://127.0.0.1:%d/mcp", "allowedAddresses": ["127.0.0.1"],
          "headers": {"Authorization": "Bearer ${TOKEN}"}, "permission": "allow"}}}
        """
            .formatted(server.uri().getPort());
    String token = RunningServer.newToken(server.uri());
    return McpTools.builder(config).environment(Map.of("TOKEN", token)::get).connect();
  }

  private ToolResult call(McpTools tools, String name, String input) throws Exception {
    return tool(tools, name).execute(json(input), context().build());
  }

  private static JsonNode output(ToolResult result) {
    return Objects.requireNonNull(result.output(), result.toString());
  }

  private static Tool tool(McpTools tools, String name) {
    return tools.tools().stream()
        .filter(tool -> tool.spec().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private ToolContext.Builder context() {
    return ToolContext.builder()
        .sessionId(SessionId.next(ids))
        .runId(RunId.next(ids))
        .callId(CallId.next(ids));
  }

  private static JsonNode json(String text) throws IOException {
    return CodaJson.mapper().readTree(text);
  }
}

package dev.coda.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The revision of MCP in which every request stands alone, by plain HTTP. */
class StatelessMcpTest {
  private static final String VERSION = "2026-07-28";
  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void discoversAndListsWithoutASession() throws Exception {
    JsonNode discovered = result(send("server/discover", "{}"));
    JsonNode listed = result(send("tools/list", "{}"));

    assertThat(discovered.path("supportedVersions"))
        .extracting(JsonNode::asText)
        .containsExactly(VERSION, "2025-11-25", "2025-06-18", "2025-03-26");
    assertThat(discovered.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
        .isEqualTo("coda");
    assertThat(discovered.path("cacheScope").asText()).isEqualTo("public");
    assertThat(listed.path("resultType").asText()).isEqualTo("complete");
    assertThat(listed.path("ttlMs").isIntegralNumber()).isTrue();
    assertThat(listed.path("cacheScope").asText()).isEqualTo("private");
    assertThat(listed.path("tools"))
        .extracting(tool -> tool.path("name").asText())
        .contains("ask_agent", "calculator");
  }

  @Test
  void callsATool() throws Exception {
    JsonNode result = result(call("calculator", "{\"expression\": \"6*7\"}", "{}"));

    assertThat(result.path("resultType").asText()).isEqualTo("complete");
    assertThat(result.at("/structuredContent/result").asInt()).isEqualTo(42);
  }

  @ParameterizedTest
  @CsvSource({
    "Mcp-Method, tools/list",
    "Mcp-Method, ''",
    "MCP-Protocol-Version, 2025-11-25",
    "Mcp-Name, ask_agent",
    "Mcp-Name, =?base64?!?="
  })
  void refusesHeadersThatAreNotOfTheBody(String header, String value) throws Exception {
    Reply reply =
        client("tools/call", "calculator")
            .with(header, value)
            .post("/mcp", body("tools/call", params("calculator", "{}", "{}"), VERSION));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.json().at("/error/code").asInt()).isEqualTo(-32020);
  }

  @Test
  void readsANameThatIsEncoded() throws Exception {
    String name = Base64.getEncoder().encodeToString("calculator".getBytes(StandardCharsets.UTF_8));

    Reply reply =
        client("tools/call", "=?base64?" + name + "?=")
            .post(
                "/mcp",
                body(
                    "tools/call",
                    params("calculator", "{\"expression\": \"1+1\"}", "{}"),
                    VERSION));

    assertThat(result(reply).at("/structuredContent/result").asInt()).isEqualTo(2);
  }

  @Test
  void namesTheVersionsThatItSpeaks() throws Exception {
    Reply reply =
        user.with("MCP-Protocol-Version", "1900-01-01")
            .with("Mcp-Method", "tools/list")
            .post("/mcp", body("tools/list", "{}", "1900-01-01"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/error/code").asInt()).isEqualTo(-32022);
    assertThat(reply.json().at("/error/data/requested").asText()).isEqualTo("1900-01-01");
    assertThat(reply.json().at("/error/data/supported").get(0).asText()).isEqualTo(VERSION);
  }

  @Test
  void doesNotFindAnUnknownMethod() throws Exception {
    Reply reply = send("prompts/list", "{}");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().at("/error/code").asInt()).isEqualTo(-32601);
  }

  @Test
  void asksTheClientsUserBeforeAToolThatNeedsIt() throws Exception {
    calculatorAsks();
    String arguments = "{\"expression\": \"6*7\"}";

    JsonNode asked = result(call("calculator", arguments, "{}"));

    assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
    assertThat(asked.at("/inputRequests/tool/method").asText()).isEqualTo("elicitation/create");
    assertThat(asked.at("/inputRequests/tool/params/message").asText())
        .contains("calculator", "6*7");
    String state = asked.path("requestState").asText();
    JsonNode approved = result(call("calculator", arguments, answer("tool", true, state)));
    assertThat(approved.at("/structuredContent/result").asInt()).isEqualTo(42);
    JsonNode refused = result(call("calculator", arguments, answer("tool", false, state)));
    assertThat(refused.path("isError").asBoolean()).isTrue();
  }

  @Test
  void takesAnApprovalForItsOwnCallAndUserAlone() throws Exception {
    calculatorAsks();
    String state =
        result(call("calculator", "{\"expression\": \"6*7\"}", "{}")).path("requestState").asText();
    String answer = answer("tool", true, state);

    JsonNode otherCall = message(call("calculator", "{\"expression\": \"7*7\"}", answer));
    assertThat(otherCall.at("/error/code").asInt()).isEqualTo(-32602);
    ApiClient other = RunningServer.shared().newUser();
    Reply otherUser =
        headers(other, "tools/call", "calculator")
            .post(
                "/mcp",
                body(
                    "tools/call",
                    params("calculator", "{\"expression\": \"6*7\"}", answer),
                    VERSION));
    assertThat(message(otherUser).at("/error/code").asInt()).isEqualTo(-32602);
  }

  @Test
  void asksTheClientsUserWhatARunOfTheAgentWaitsFor() throws Exception {
    calculatorAsks();
    String arguments = "{\"message\": \"what is 12*7\"}";

    JsonNode asked = result(call("ask_agent", arguments, "{}"));

    assertThat(asked.path("resultType").asText()).as(asked.toString()).isEqualTo("input_required");
    String callId = asked.path("inputRequests").fieldNames().next();
    JsonNode answered =
        result(
            call(
                "ask_agent", arguments, answer(callId, true, asked.path("requestState").asText())));
    assertThat(answered.path("resultType").asText()).isEqualTo("complete");
    assertThat(answered.at("/structuredContent/status").asText()).isEqualTo("completed");
    assertThat(answered.at("/structuredContent/answer").asText()).contains("84");
  }

  private void calculatorAsks() {
    user.patch(
        "/api/v1/settings", "{\"preferences\": {\"tool_permissions\": {\"calculator\": \"ask\"}}}");
  }

  private Reply send(String method, String params) throws IOException {
    return headers(user, method, null).post("/mcp", body(method, params, VERSION));
  }

  private Reply call(String name, String arguments, String more) throws IOException {
    return client("tools/call", name)
        .post("/mcp", body("tools/call", params(name, arguments, more), VERSION));
  }

  private ApiClient client(String method, String name) {
    return headers(user, method, name);
  }

  private static ApiClient headers(ApiClient client, String method, @Nullable String name) {
    ApiClient standard = client.with("MCP-Protocol-Version", VERSION).with("Mcp-Method", method);
    return name == null ? standard : standard.with("Mcp-Name", name);
  }

  private static String answer(String key, boolean approve, String state) {
    return """
    {"requestState": "%s", "inputResponses": {"%s": {"action": "accept", "content": {"approve": %s}}}}
    """
        .formatted(state, key, approve);
  }

  private static String params(String name, String arguments, String more) throws IOException {
    ObjectNode params = (ObjectNode) CodaJson.mapper().readTree(more);
    params.put("name", name);
    params.set("arguments", CodaJson.mapper().readTree(arguments));
    return params.toString();
  }

  private static String body(String method, String params, String version) throws IOException {
    ObjectNode message = CodaJson.mapper().createObjectNode();
    message.put("jsonrpc", "2.0").put("id", 1).put("method", method);
    ObjectNode all = (ObjectNode) CodaJson.mapper().readTree(params);
    ObjectNode meta = all.putObject("_meta");
    meta.put("io.modelcontextprotocol/protocolVersion", version);
    meta.putObject("io.modelcontextprotocol/clientCapabilities")
        .putObject("elicitation")
        .putObject("form");
    message.set("params", all);
    return message.toString();
  }

  private static JsonNode result(Reply reply) throws IOException {
    JsonNode message = message(reply);
    assertThat(message.has("result")).as(reply.body()).isTrue();
    return message.path("result");
  }

  /** The answer to a call is the last event of a stream. */
  private static JsonNode message(Reply reply) throws IOException {
    String body = reply.body();
    int data = body.lastIndexOf("data: ");
    return CodaJson.mapper().readTree(data < 0 ? body : body.substring(data + 6));
  }
}

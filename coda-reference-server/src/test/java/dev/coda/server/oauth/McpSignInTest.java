package dev.coda.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.NodeProject;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.testkit.mock.MockSignInServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users sign in to an MCP server with accounts of their own, and runs wait for it. */
class McpSignInTest {
  private static final Path DATA = Path.of("target", "mcp-sign-in");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SIGN_IN = "/api/v1/mcp-servers/wiki/sign-in";

  private static MockSignInServer wiki;
  private static ServerProcess server;
  private static URI uri;

  @BeforeAll
  static void start() throws Exception {
    DataFolders.emptyDatabase(DATA);
    wiki = MockSignInServer.start(Clock.systemUTC());
    Files.writeString(
        config(),
        """
        {"mcpServers": {"wiki": {"url": "%s", "permission": "allow",
          "allowedAddresses": ["127.0.0.1"]}}}
        """
            .formatted(wiki.uri()));
    server = startServer();
    uri = server.awaitReady();
    ApiClient first = newUser();
    await()
        .atMost(PATIENCE)
        .until(() -> state(first).path("state").asText().equals("needs_sign_in"));
    signIn(first, "first@wiki");
  }

  @AfterAll
  static void stop() {
    server.close();
    wiki.close();
  }

  @Test
  void callsTheServerWithTheAccountOfEachUser() {
    ApiClient ada = newUser();
    ApiClient bob = newUser();

    signIn(ada, "ada@wiki");
    signIn(bob, "bob@wiki");

    assertThat(call(ada).json().path("output").asText()).isEqualTo("ada@wiki");
    assertThat(call(bob).json().path("output").asText()).isEqualTo("bob@wiki");
    assertThat(ada.get("/api/v1/mcp-servers").body()).doesNotContain("access-", "refresh-");
  }

  @Test
  void parksTheRunAndContinuesItAfterTheSignInAndARestart() throws Exception {
    ApiClient user = newUser();
    String run = ask(user);
    JsonNode question = question(user, run);
    assertThat(question.path("reason").asText()).isEqualTo("auth_required");
    assertThat(question.at("/sign_in/service").asText()).isEqualTo("wiki");
    assertThat(question.at("/sign_in/url").asText()).isEqualTo(SIGN_IN);

    server.close();
    server = startServer();
    uri = server.awaitReady();
    ApiClient again = user.at(uri);
    await().atMost(PATIENCE).until(() -> state(again).path("state").asText().equals("connected"));
    signIn(again, "late@wiki");

    await().atMost(PATIENCE).until(() -> status(again, run).equals("completed"));
    assertThat(again.get("/api/v1/runs/" + run + "/events").body()).contains("late@wiki");
  }

  @Test
  void parksTheRunAgainUntilTheTokenHasTheScopes() {
    ApiClient user = newUser();
    signIn(user, "narrow@wiki");
    wiki.callScope("write");
    try {
      String run = ask(user);
      assertThat(question(user, run).path("reason").asText()).isEqualTo("auth_required");

      signIn(user, "wide@wiki");

      await().atMost(PATIENCE).until(() -> status(user, run).equals("completed"));
      assertThat(user.get("/api/v1/runs/" + run + "/events").body()).contains("wide@wiki");
    } finally {
      wiki.callScope(null);
    }
  }

  @Test
  void tellsTheModelThatTheUserDeclined() {
    ApiClient user = newUser();
    String run = ask(user);
    String call = question(user, run).path("call_id").asText();

    Reply declined =
        user.post("/api/v1/runs/%s/approvals/%s".formatted(run, call), "{\"decision\": \"deny\"}");

    assertThat(declined.status()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> status(user, run).equals("completed"));
    assertThat(user.get("/api/v1/runs/" + run + "/events").body()).contains("declined to sign in");
  }

  @Test
  void sendsTheUserOfAnMcpHostToTheSignIn() throws Exception {
    ApiClient user = newUser();

    JsonNode asked = host(user, "wiki__whoami", "{}", "");

    assertThat(asked.path("resultType").asText()).as(asked.toString()).isEqualTo("input_required");
    JsonNode open = asked.at("/inputRequests/sign_in/params");
    assertThat(open.path("mode").asText()).isEqualTo("url");
    assertThat(open.path("url").asText()).isEqualTo(uri + SIGN_IN);
    signIn(user, "host@wiki");
    JsonNode done = host(user, "wiki__whoami", "{}", accepted("sign_in", asked));
    assertThat(done.at("/content/0/text").asText()).isEqualTo("host@wiki");
  }

  @Test
  void sendsTheUserOfAnMcpHostToTheSignInThatARunWaitsFor() throws Exception {
    ApiClient user = newUser();
    String question = "{\"message\": \"use wiki__whoami {}\"}";

    JsonNode asked = host(user, "ask_agent", question, "");

    String call = asked.path("inputRequests").fieldNames().next();
    assertThat(asked.at("/inputRequests/" + call + "/params/url").asText())
        .isEqualTo(uri + SIGN_IN);
    signIn(user, "asked@wiki");
    JsonNode done = host(user, "ask_agent", question, accepted(call, asked));
    assertThat(done.at("/structuredContent/status").asText()).isEqualTo("completed");
    assertThat(done.at("/structuredContent/answer").asText()).contains("asked@wiki");
  }

  @Test
  void tellsAnMcpHostThatCannotOpenAddressesWhereToSignIn() throws Exception {
    ApiClient user = newUser();
    Reply begun =
        user.post(
            "/mcp",
            "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\", \"params\": {}}");
    ApiClient host = user.with("Mcp-Session-Id", begun.header("Mcp-Session-Id"));

    JsonNode alone = result(host.post("/mcp", call("wiki__whoami", "{}", "")));
    JsonNode asked =
        result(host.post("/mcp", call("ask_agent", "{\"message\": \"use wiki__whoami {}\"}", "")));

    assertThat(alone.path("isError").asBoolean()).isTrue();
    assertThat(alone.at("/content/0/text").asText()).contains(uri + SIGN_IN);
    assertThat(alone.at("/_meta/dev.coda~1sign_in/service").asText()).isEqualTo("wiki");
    assertThat(asked.at("/content/0/text").asText()).contains(uri + SIGN_IN);
    assertThat(asked.at("/structuredContent/sign_in/0/url").asText()).isEqualTo(uri + SIGN_IN);
  }

  @Test
  void sendsTheUserOfAnOfficialClientToTheSignIn() throws Exception {
    String token = RunningServer.newToken(uri);

    JsonNode asked = official(token, "{\"elicitation\": {\"url\": {}}}");

    assertThat(asked.path("code").asInt()).as(asked.toString()).isEqualTo(-32042);
    JsonNode open = asked.at("/elicitations/0");
    assertThat(open.path("mode").asText()).isEqualTo("url");
    assertThat(open.path("url").asText()).isEqualTo(uri + SIGN_IN);
    assertThat(open.path("message").asText()).contains("wiki");
    signIn(ApiClient.of(uri).bearer(token), "official@wiki");
    assertThat(official(token, "{\"elicitation\": {\"url\": {}}}").at("/result/content/0/text"))
        .hasToString("\"official@wiki\"");
  }

  @Test
  void givesAnOfficialClientTheLinkAsTextIfItCannotOpenAddresses() throws Exception {
    JsonNode answer = official(RunningServer.newToken(uri), "{\"elicitation\": {\"form\": {}}}");

    assertThat(answer.at("/result/isError").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.at("/result/content/0/text").asText()).contains(uri + SIGN_IN);
  }

  @Test
  void refusesTheCallbackOfAnotherBrowser() {
    ApiClient attacker = newUser();
    Reply begun = attacker.get(SIGN_IN);
    assertThat(begun.status()).as(begun.body()).isEqualTo(303);
    URI victimReturns = wiki.signIn(URI.create(begun.header("Location")), "victim@wiki");

    Reply refused = ApiClient.of(uri).get(victimReturns.toString());

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("did not begin in this browser");
    assertThat(state(attacker).path("signed_in").asBoolean()).isFalse();
  }

  @Test
  void refusesAStateThatItDidNotMake() {
    String state = "x".repeat(43);
    ApiClient browser = ApiClient.of(uri).cookies(Map.of("coda_sign_in_xxxxxxxxxxxx", state));

    Reply refused = browser.get("/oauth/callback?code=x&state=%s&scope=read".formatted(state));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("over or unknown");
  }

  @Test
  void showsWhatTheAuthorizationServerSaysAsText() {
    ApiClient user = newUser();
    Reply begun = user.get(SIGN_IN);
    String state = begun.cookies().values().iterator().next();
    String query = "state=%s&iss=%s&error=%%3Cscript%%3E".formatted(state, wiki.issuer());

    Reply refused = ApiClient.of(uri).cookies(begun.cookies()).get("/oauth/callback?" + query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("&lt;script&gt;").doesNotContain("<script>");
  }

  @Test
  void revokesTheTokensWhenTheUserSignsOut() {
    ApiClient user = newUser();
    signIn(user, "leaving@wiki");
    int before = wiki.revoked();

    assertThat(user.delete(SIGN_IN).status()).isEqualTo(204);

    assertThat(wiki.revoked() - before).isEqualTo(2);
    assertThat(state(user).path("signed_in").asBoolean(true)).isFalse();
    assertThat(call(user).body()).contains("not signed in");
  }

  @Test
  void revokesTheTokensWhenTheAccountIsDeleted() {
    ApiClient user = newUser();
    signIn(user, "deleted@wiki");
    int before = wiki.revoked();

    Reply deleted = user.post("/api/v1/auth/me/delete", "{\"password\": \"correct horse\"}");

    assertThat(deleted.status()).as(deleted.body()).isEqualTo(204);
    await().atMost(PATIENCE).until(() -> wiki.revoked() - before == 2);
  }

  private static ServerProcess startServer() {
    return ServerProcess.start(
        Map.of(
            "CODA_PORT",
            "0",
            "CODA_DATA_DIR",
            DATA.toString(),
            "CODA_MCP_CONFIG",
            config().toAbsolutePath().toString()));
  }

  private static Path config() {
    return DATA.resolveSibling("mcp-sign-in.json");
  }

  private static ApiClient newUser() {
    return ApiClient.of(uri).bearer(RunningServer.newToken(uri));
  }

  /** Does what a browser does that follows the link. */
  private static void signIn(ApiClient user, String account) {
    Reply begun = user.get(SIGN_IN);
    assertThat(begun.status()).as(begun.body()).isEqualTo(303);
    URI back = wiki.signIn(URI.create(begun.header("Location")), account);
    Reply done = ApiClient.of(uri).cookies(begun.cookies()).get(back.toString());
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.body()).contains("Signed in to wiki");
    assertThat(state(user).path("signed_in").asBoolean()).isTrue();
  }

  private static JsonNode state(ApiClient user) {
    return user.get("/api/v1/mcp-servers").json().at("/items/0");
  }

  private static Reply call(ApiClient user) {
    return user.post("/api/v1/tools/wiki__whoami/execute", "{\"input\": {}}");
  }

  /** Returns the run that waits. */
  private static String ask(ApiClient user) {
    String session = user.post("/api/v1/sessions", "{}").json().path("id").textValue();
    String body =
        "{\"session_id\": \"%s\", \"content\": \"use wiki__whoami {}\"}".formatted(session);
    Thread.ofVirtual().start(() -> user.post("/api/v1/chat/stream", body));
    String run =
        await()
            .atMost(PATIENCE)
            .until(
                () -> user.get("/api/v1/sessions/" + session).json().path("active_run_id").asText(),
                id -> !id.isEmpty());
    await().atMost(PATIENCE).until(() -> status(user, run).equals("paused"));
    return run;
  }

  /** Calls a tool as a host does that can open addresses, in the protocol without sessions. */
  private static JsonNode host(ApiClient user, String tool, String input, String more)
      throws JsonProcessingException {
    String meta =
        """
        "_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientCapabilities": {"elicitation": {"url": {}}}},
        """;
    return result(
        user.with("MCP-Protocol-Version", "2026-07-28")
            .with("Mcp-Method", "tools/call")
            .with("Mcp-Name", tool)
            .post("/mcp", call(tool, input, meta + more)));
  }

  /** Calls the tool with the official client of the revision 2025-11-25. */
  private static JsonNode official(String token, String capabilities) throws Exception {
    NodeProject packages = NodeProject.of("mcp");
    packages.require();
    Process host =
        new ProcessBuilder(
                packages.node(),
                packages.ownScript("host.mjs"),
                uri.toString(),
                token,
                "wiki__whoami",
                capabilities)
            .redirectError(Path.of("target", "mcp-host.log").toFile())
            .start();
    return CodaJson.mapper().readTree(host.getInputStream());
  }

  private static String accepted(String key, JsonNode asked) {
    return """
    "requestState": %s, "inputResponses": {"%s": {"action": "accept"}},
    """
        .formatted(asked.path("requestState"), key);
  }

  private static String call(String tool, String input, String more) {
    return """
    {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
     "params": {%s "name": "%s", "arguments": %s}}
    """
        .formatted(more, tool, input);
  }

  /** The answer to a call is the last event of a stream. */
  private static JsonNode result(Reply reply) throws JsonProcessingException {
    String body = reply.body();
    String message = body.substring(body.lastIndexOf("data: ") + "data: ".length());
    return CodaJson.mapper().readTree(message).path("result");
  }

  private static String status(ApiClient user, String run) {
    return user.get("/api/v1/runs/" + run).json().path("status").asText();
  }

  private static JsonNode question(ApiClient user, String run) {
    String line = user.line("/api/v1/runs/" + run + "/events", "\"auth_required\"");
    try {
      return CodaJson.mapper().readTree(line.substring("data:".length()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}

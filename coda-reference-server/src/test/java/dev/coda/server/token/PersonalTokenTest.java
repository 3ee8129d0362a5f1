package dev.coda.server.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalTokenTest {
  private static final String TOKENS = "/api/v1/settings/tokens";
  private static final String SESSIONS = "/api/v1/sessions";

  private final RunningServer server = RunningServer.shared();
  private final ApiClient user = server.newUser();

  @Test
  void aTokenActsForItsUserWithinItsScopes() {
    String session = user.post(SESSIONS, "{\"title\": \"Mine\"}").json().get("id").textValue();
    JsonNode made = create("'read'");

    ApiClient program = program(made);

    assertThat(made.get("token").textValue()).matches("coda_pat_[A-Za-z0-9_-]{43}");
    assertThat(program.get(SESSIONS + "/" + session).json().get("title").textValue())
        .isEqualTo("Mine");
    Reply refused = program.patch(SESSIONS + "/" + session, "{\"title\": \"Changed\"}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("code").textValue()).isEqualTo("forbidden");
    assertThat(refused.json().get("detail").textValue()).contains("scope chat");
    assertThat(program.get("/api/v1/auth/me").body()).isEqualTo(user.get("/api/v1/auth/me").body());
  }

  @Test
  void aTokenIsShownOnceAndListedWithoutItself() {
    JsonNode made = create("'tools', 'chat'");
    String token = made.get("token").textValue();
    program(made).get("/api/v1/auth/me");

    Reply listed = user.get(TOKENS);

    assertThat(listed.body()).doesNotContain(token);
    JsonNode shown = listed.json().get("items").get(0);
    assertThat(shown.get("last4").textValue()).isEqualTo(token.substring(token.length() - 4));
    assertThat(shown.get("scopes").toString()).isEqualTo("[\"chat\",\"tools\"]");
    assertThat(Instant.parse(shown.get("last_used_at").textValue()))
        .isBetween(server.clock().instant().minusSeconds(60), server.clock().instant());
    assertThat(server.newUser().get(TOKENS).json().get("items")).isEmpty();
  }

  @Test
  void aRevokedTokenEndsAtOnce() {
    JsonNode made = create("'read'");
    String path = TOKENS + "/" + made.get("id").textValue();

    assertThat(server.newUser().delete(path).status()).isEqualTo(404);
    assertThat(program(made).get(SESSIONS).status()).isEqualTo(200);
    assertThat(user.delete(path).status()).isEqualTo(204);

    assertThat(program(made).get(SESSIONS).status()).isEqualTo(401);
    assertThat(user.delete(path).status()).isEqualTo(404);
  }

  @Test
  void aTokenEndsWhenItSaid() {
    Instant end = server.clock().instant().plus(Duration.ofHours(1));
    JsonNode made =
        user.post(TOKENS, body("'read'").replace("}", ", \"expires_at\": \"" + end + "\"}")).json();
    assertThat(program(made).get(SESSIONS).status()).isEqualTo(200);

    server.clock().advance(Duration.ofHours(1));

    assertThat(program(made).get(SESSIONS).status()).isEqualTo(401);
  }

  @Test
  void signingOutLeavesTokensAlone() {
    JsonNode made = create("'read'");
    program(made).post("/api/v1/auth/logout");
    user.post("/api/v1/auth/logout");

    assertThat(user.get(SESSIONS).status()).isEqualTo(401);
    assertThat(program(made).get(SESSIONS).status()).isEqualTo(200);
  }

  @Test
  void aTokenIsNoCookie() {
    String token = create("'read'").get("token").textValue();

    assertThat(server.anonymous().with("Cookie", "coda_access=" + token).get(SESSIONS).status())
        .isEqualTo(401);
  }

  @Test
  void askingTheAgentOverMcpTakesTheScopeOfChatBesides() {
    String ask =
        """
        {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
         "params": {"name": "ask_agent", "arguments": {"message": "Hello"}}}\
        """;

    Reply refused = program(create("'tools'")).post("/mcp", ask);

    assertThat(refused.status()).as(refused.body()).isEqualTo(403);
    // The next refusal is of the protocol, for there is no session.
    assertThat(program(create("'tools', 'chat'")).post("/mcp", ask).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name': '', 'scopes': ['read']} | name",
        "{'scopes': ['read']} | name",
        "{'name': 'x', 'scopes': []} | scopes",
        "{'name': 'x'} | scopes",
        "{'name': 'x', 'scopes': ['write']} | scopes[0]",
        "{'name': 'x', 'scopes': [null]} | scopes[0]",
        "{'name': 'x', 'scopes': ['read'], 'expires_at': '2001-01-01T00:00:00Z'} | expires_at",
        "{'name': 'x', 'scopes': ['read'], 'expires_at': 'soon'} | expires_at",
        "{'name': 'x', 'scopes': ['read'], 'user_id': '1'} | user_id"
      })
  void aWrongFieldIsNamed(String body, String field) {
    Reply reply = user.post(TOKENS, body.replace('\'', '"'));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).contains(field);
  }

  private JsonNode create(String scopes) {
    Reply made = user.post(TOKENS, body(scopes));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json();
  }

  private static String body(String scopes) {
    return "{\"name\": \"script\", \"scopes\": [%s]}".formatted(scopes.replace('\'', '"'));
  }

  private ApiClient program(JsonNode made) {
    return server.anonymous().bearer(made.get("token").textValue());
  }
}

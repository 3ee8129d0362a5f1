package dev.coda.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.Tables;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user deletes their account. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeletedAccountTest {
  private static final String DELETE = "/api/v1/auth/me/delete";
  private static final String PASSWORD = "{\"password\": \"correct horse\"}";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Sums for billing and statistics, which name nobody. */
  private static final Set<String> STAYS =
      Set.of("organizations", "run_usage", "usage_counters", "analytics_events");

  private final RunningServer server = RunningServer.shared();
  private final String address = RunningServer.newAddress();
  private String link = "";

  @Test
  void leavesNothingOfTheUserInAnyTable() throws Exception {
    Reply registered = register();
    ApiClient user = client(registered);
    String id = user.get("/api/v1/auth/me").json().path("id").asText();
    CompletableFuture<Reply> paused = own(user, UUID.fromString(id));
    Traces traces = Traces.of(id, address);
    // A new table must be filled here, so that this test sees its rows go.
    assertThat(traces.found().keySet()).containsExactlyInAnyOrderElementsOf(Traces.tables());
    assertThat(server.anonymous().get(link).status()).isEqualTo(200);

    Reply reply = user.post(DELETE, PASSWORD);

    assertThat(reply.status()).as(reply.body()).isEqualTo(204);
    assertThat(server.anonymous().get(link).status()).isEqualTo(404);
    assertThat(paused.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> STAYS.containsAll(traces.found().keySet()));
    Map<String, String> left = traces.found();
    assertThat(left.keySet()).contains("run_usage", "usage_counters");
    assertThat(left.toString()).doesNotContain(address, "Ada", "Lighthouse", "1815");
    assertThat(
            Tables.value(
                "SELECT string_agg(status, ' ' ORDER BY status) FROM run_usage WHERE user_id = ?",
                UUID.fromString(id)))
        .isEqualTo("cancelled completed");
  }

  @Test
  void closesEveryWayInAndFreesTheAddress() {
    Reply registered = register();
    ApiClient user = client(registered);
    String session = user.post("/api/v1/sessions", "{}").json().path("id").asText();
    ApiClient program =
        server
            .anonymous()
            .bearer(
                user.post(
                        "/api/v1/settings/tokens",
                        "{\"name\": \"program\", \"scopes\": [\"read\"]}")
                    .json()
                    .path("token")
                    .asText());
    assertThat(program.get("/api/v1/sessions").status()).isEqualTo(200);

    Reply deleted = browser(registered).post(DELETE, PASSWORD);

    assertThat(deleted.status()).as(deleted.body()).isEqualTo(204);
    assertThat(deleted.headers().allValues("Set-Cookie"))
        .hasSize(4)
        .allMatch(cookie -> cookie.contains("Max-Age=0"));
    assertThat(user.get("/api/v1/auth/me").status()).isEqualTo(401);
    assertThat(user.post(DELETE, PASSWORD).status()).isEqualTo(401);
    assertThat(program.get("/api/v1/sessions").status()).isEqualTo(401);
    assertThat(browser(registered).post("/api/v1/auth/refresh").status()).isEqualTo(401);
    assertThat(login().status()).isEqualTo(401);
    Reply again = register();
    assertThat(again.status()).isEqualTo(201);
    assertThat(client(again).get("/api/v1/sessions").json().path("items")).isEmpty();
    assertThat(client(again).get("/api/v1/sessions/" + session).status()).isEqualTo(404);
    assertThat(user.get("/api/v1/auth/me").status()).isEqualTo(401);
  }

  @Test
  void needsThePasswordWithinTheLimitsOfSigningIn() {
    Reply registered = register();
    ApiClient browser = browser(registered);
    String wrong = "{\"password\": \"wrong horse\"}";

    Reply refused = browser.post(DELETE, wrong);
    for (int i = 1; i < 10; i++) {
      browser.post(DELETE, wrong);
    }

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().path("detail").asText()).isEqualTo("The password is wrong.");
    Reply throttled = browser.post(DELETE, PASSWORD);
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.header("Retry-After")).isNotEmpty();
    assertThat(browser.post(DELETE, "{}").blamed()).containsExactly("password");
    assertThat(client(registered).get("/api/v1/auth/me").status()).isEqualTo(200);
  }

  @Test
  void isCompletedAfterACrashAndLetsNobodyInUntilThen() {
    String id = register().json().at("/user/id").asText();
    String token = login().json().path("access_token").asText();
    client(login()).post("/api/v1/sessions", "{\"title\": \"Lighthouse\"}");
    Traces traces = Traces.of(id, address);
    assertThat(traces.found()).containsKeys("users", "sessions");
    // The server has marked the user, and died.
    Tables.change(
        "UPDATE users SET deleted_at = ? WHERE id = ?",
        server.clock().instant().minusSeconds(120).atOffset(ZoneOffset.UTC),
        UUID.fromString(id));

    assertThat(server.anonymous().bearer(token).get("/api/v1/sessions").status()).isEqualTo(401);
    assertThat(login().status()).isEqualTo(401);
    server.bean(AccountRemains.class).complete();

    assertThat(STAYS).containsAll(traces.found().keySet());
  }

  /** Leaves rows of the user in every table, and returns a run's stream that waits. */
  private CompletableFuture<Reply> own(ApiClient user, UUID id) {
    String session =
        user.with("Idempotency-Key", "first")
            .post("/api/v1/sessions", "{\"title\": \"Lighthouse\"}")
            .json()
            .path("id")
            .asText();
    String sum =
        """
        {"session_id": "%s", "content": "use calculator {\\"expression\\": \\"1815 + 1\\"}"}
        """
            .formatted(session);
    assertThat(user.post("/api/v1/chat/stream", sum).body()).contains("1816");
    user.with("Content-Type", "text/plain")
        .send(
            "POST",
            "/api/v1/sessions/" + session + "/attachments?name=Ada.txt",
            BodyPublishers.ofString("Lighthouse"));
    user.post("/api/v1/settings/tokens", "{\"name\": \"program\", \"scopes\": [\"read\"]}");
    user.patch(
        "/api/v1/settings", "{\"preferences\": {\"tool_permissions\": {\"calculator\": \"ask\"}}}");
    UUID message =
        UUID.fromString(
            Tables.value(
                "SELECT id FROM messages WHERE session_id = ? AND role = 'assistant'",
                UUID.fromString(session)));
    String share = "{\"message_id\": \"%s\"}".formatted(message);
    link =
        "/api/v1/shared/"
            + user.post("/api/v1/sessions/" + session + "/shares", share)
                .json()
                .path("token")
                .textValue();
    UUID run = UUID.fromString(Tables.value("SELECT run_id FROM messages WHERE id = ?", message));
    Tables.change(
        """
        INSERT INTO message_embeddings (message_id, session_id, user_id, model, embedding)
        VALUES (?, ?, ?, 'test', '{1}') ON CONFLICT DO NOTHING
        """,
        message, UUID.fromString(session), id);
    Tables.change(
        """
        INSERT INTO chain_of_thought (message_id, step_number, step_type, content, created_at)
        VALUES (?, 1000, 'test', 'Lighthouse', now())
        """,
        message);
    Tables.change("INSERT INTO deleted_responses (run_id) VALUES (?)", run);
    Tables.change(
        """
        INSERT INTO mcp_sign_ins (user_id, server, sealed, version, signed_in_at)
        VALUES (?, 'gone', 'sealed', 1, now())
        """,
        id);
    CompletableFuture<Reply> stream =
        CompletableFuture.supplyAsync(
            () -> user.post("/api/v1/chat/stream", sum), task -> Thread.ofVirtual().start(task));
    await()
        .atMost(PATIENCE)
        .until(() ->
            Tables.value("SELECT count(*) FROM runs WHERE user_id = ? AND status = 'paused'", id)
                .equals("1"));
    await()
        .atMost(PATIENCE)
        .until(() ->
            !Tables.value("SELECT count(*) FROM analytics_events WHERE user_id = ?", id)
                .equals("0"));
    return stream;
  }

  private Reply register() {
    return server.anonymous().post("/api/v1/auth/register", RunningServer.registration(address));
  }

  private Reply login() {
    return server.anonymous().post("/api/v1/auth/login", RunningServer.credentials(address));
  }

  private ApiClient client(Reply signedIn) {
    return server.anonymous().bearer(signedIn.json().path("access_token").asText());
  }

  private ApiClient browser(Reply signedIn) {
    Map<String, String> cookies = signedIn.cookies();
    return server
        .anonymous()
        .cookies(cookies)
        .with("X-CSRF-Token", String.valueOf(cookies.get("coda_csrf")));
  }
}

package dev.coda.server.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.session.Stores;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.Tables;
import dev.coda.server.http.LargeAnswers;
import dev.coda.server.http.ProblemException;
import dev.coda.server.origin.RequestOrigins;
import dev.coda.server.rate.RateSettings;
import dev.coda.server.redis.SharedBuckets;
import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
  private static final String SHARES = "/api/v1/shares";
  private static final String SHARED = "/api/v1/shared/";

  private final RunningServer server = RunningServer.shared();
  private final ApiClient user = server.newUser();
  private final ApiClient stranger = server.anonymous();
  private final String session =
      user.post("/api/v1/sessions", "{\"title\": \"Private title\"}").json().path("id").asText();

  @Test
  void aStrangerReadsASessionUpToTheChosenMessage() {
    JsonNode first = ask("what is 12*7");
    JsonNode made = share(answerOf(first));
    ask("what is 9+9");

    Reply read = stranger.get(SHARED + token(made));

    assertThat(read.status()).as(read.body()).isEqualTo(200);
    JsonNode items = read.json().get("items");
    assertThat(items.findValuesAsText("role")).containsExactly("user", "assistant");
    assertThat(items.at("/0/parts/0/text").asText()).isEqualTo("what is 12*7");
    assertThat(items.at("/1/parts").findValuesAsText("text").getLast()).contains("84");
    assertThat(read.body()).doesNotContain("9+9", "Private title", "next_cursor");
  }

  @Test
  void nothingIsSharedThatWasNotSaidOnTheBranch() {
    JsonNode first = ask("what is 12*7");
    ask("what is 8+8");
    String again = userOf(first);
    JsonNode branch =
        user.post("/api/v1/messages/" + again + "/branch", "{\"content\": \"what is 6*7\"}").json();
    String edited = branch.path("message_id").asText();
    user.post(
        "/api/v1/chat/stream",
        "{\"session_id\": \"%s\", \"parent_id\": \"%s\"}".formatted(session, edited));
    String answer =
        user.get("/api/v1/sessions/" + session + "/messages").json().at("/items/1/id").asText();

    String body = stranger.get(SHARED + token(share(answer))).body();

    assertThat(body).contains("what is 6*7", "42").doesNotContain("12*7", "8+8", again);
    assertThat(body).doesNotContain("sibling");
  }

  @Test
  void toolsAreShownByNameUnlessTheirOwnerShowsMore() {
    String answer = answerOf(ask("what is 12*7"));

    String brief = stranger.get(SHARED + token(share(answer))).body();
    String full = stranger.get(SHARED + token(share(answer, ", \"include_tools\": true"))).body();

    assertThat(brief)
        .contains("\"tool_name\":\"calculator\",\"tool_status\":\"success\"")
        .doesNotContain("expression", "input", "output");
    assertThat(full).contains("\"input\":{\"expression\":", "\"output\":");
  }

  @Test
  void whoWroteItAndWhatItCostIsNotShown() {
    JsonNode me = user.get("/api/v1/auth/me").json();
    String answer = answerOf(ask("what is 12*7"));

    String body = stranger.get(SHARED + token(share(answer))).body();

    assertThat(body)
        .doesNotContain(me.path("id").asText(), me.path("email").asText(), session)
        .doesNotContain("Ada", "provider", "cost", "tokens", "thought", "run_id", "metadata");
  }

  @Test
  void aRevokedLinkIsGoneLikeOneThatNeverWas() {
    JsonNode made = share(userOf(ask("what is 1+1")), ", \"title\": \"Greeting\"");
    assertThat(stranger.get(SHARED + token(made)).json().path("title").asText())
        .isEqualTo("Greeting");

    assertThat(user.delete(SHARES + "/" + made.path("id").asText()).status()).isEqualTo(204);

    Reply gone = stranger.get(SHARED + token(made));
    Reply never = stranger.get(SHARED + "0".repeat(64));
    assertThat(gone.status()).isEqualTo(404);
    assertThat(told(gone)).isEqualTo(told(never));
    assertThat(gone.body()).doesNotContain(token(made));
    assertThat(user.delete(SHARES + "/" + made.path("id").asText()).status()).isEqualTo(404);
  }

  @Test
  void aLinkEndsWhenItsOwnerSaid() {
    Instant end = server.clock().instant().plus(Duration.ofHours(1));
    JsonNode made = share(userOf(ask("what is 1+1")), ", \"expires_at\": \"" + end + "\"");
    assertThat(stranger.get(SHARED + token(made)).status()).isEqualTo(200);

    server.clock().advance(Duration.ofHours(1));

    assertThat(told(stranger.get(SHARED + token(made))))
        .isEqualTo(told(stranger.get(SHARED + "x")));
  }

  @Test
  void aDeletedSessionTakesItsLinksAlong() {
    JsonNode made = share(userOf(ask("what is 1+1")));

    user.delete("/api/v1/sessions/" + session);

    assertThat(stranger.get(SHARED + token(made)).status()).isEqualTo(404);
    assertThat(user.get(SHARES).json().get("items")).isEmpty();
  }

  @Test
  void anotherUserNeitherSeesNorRevokesALink() {
    String message = userOf(ask("what is 1+1"));
    JsonNode made = share(message);
    ApiClient other = server.newUser();
    String ofSession = "/api/v1/sessions/" + session + "/shares";

    assertThat(other.get(SHARES).json().get("items")).isEmpty();
    assertThat(other.get(ofSession).status()).isEqualTo(404);
    assertThat(other.post(ofSession, body(message, "")).status()).isEqualTo(404);
    assertThat(other.delete(SHARES + "/" + made.path("id").asText()).status()).isEqualTo(404);
    assertThat(user.get(ofSession).json().get("items")).hasSize(1);
    assertThat(stranger.get(SHARED + token(made)).status()).isEqualTo(200);
  }

  @Test
  void theTokenIsShownOnceAndStoredNowhere() {
    String message = userOf(ask("what is 1+1"));
    ApiClient once = user.with("Idempotency-Key", UUID.randomUUID().toString());
    String path = "/api/v1/sessions/" + session + "/shares";

    JsonNode made = once.post(path, body(message, "")).json();
    Reply repeated = once.post(path, body(message, ""));

    String token = token(made);
    assertThat(token).matches("[0-9a-f]{64}");
    assertThat(repeated.status()).isEqualTo(201);
    assertThat(repeated.json().get("id")).isEqualTo(made.get("id"));
    assertThat(repeated.body() + user.get(SHARES).body() + user.get(path).body())
        .doesNotContain(token);
    assertThat(user.get(path).json().get("items")).hasSize(1);
    for (String table : List.of("session_shares", "submissions", "analytics_events")) {
      assertThat(
              Tables.value(
                  "SELECT count(*) FROM " + table + " t WHERE t::text LIKE ?", "%" + token + "%"))
          .as(table)
          .isEqualTo("0");
    }
  }

  @Test
  void manyMessagesAreReadPageByPage() {
    JsonNode first = ask("what is 1+1");
    String path = SHARED + token(share(answerOf(ask("what is 2+2")))) + "?limit=3";

    JsonNode page = stranger.get(path).json();
    JsonNode rest = stranger.get(path + "&cursor=" + page.path("next_cursor").asText()).json();

    List<String> ids = new ArrayList<>(page.get("items").findValuesAsText("id"));
    ids.addAll(rest.get("items").findValuesAsText("id"));
    assertThat(ids).hasSize(4).startsWith(userOf(first), answerOf(first));
    assertThat(rest.has("next_cursor")).isFalse();
    assertThat(stranger.get(path + "&cursor=" + UUID.randomUUID()).blamed())
        .containsExactly("cursor");
  }

  @Test
  void anAnswerIsSharedOnceItIsWhole() {
    String answer = answerOf(ask("what is 1+1"));
    Tables.change(
        "UPDATE messages SET status = 'partial', run_id = NULL WHERE id = ?",
        UUID.fromString(answer));

    Reply refused = user.post("/api/v1/sessions/" + session + "/shares", body(answer, ""));

    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("run_active");
  }

  @Test
  void neitherCachesNorSearchEnginesKeepWhatIsShared() {
    String token = token(share(userOf(ask("what is 1+1"))));

    for (Reply reply : List.of(stranger.get(SHARED + token), stranger.get(SHARED + "x"))) {
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(reply.header("X-Robots-Tag")).isEqualTo("noindex");
    }
    Reply page = stranger.with("Accept", "text/html").get("/shared/" + token);
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("X-Robots-Tag")).isEqualTo("noindex");
  }

  @Test
  void aClientReadsAsOftenAsAUserMayAsk() {
    SharedController routes =
        new SharedController(
            server.bean(Shares.class),
            server.bean(Stores.class),
            new ReadThrottle(new RateSettings(2, 1), SharedBuckets.none()),
            server.bean(RequestOrigins.class),
            server.bean(LargeAnswers.class));
    String token = token(share(userOf(ask("what is 1+1"))));
    HttpRequest<?> request = HttpRequest.GET("/");
    assertThat(routes.show(request, token, 20, null).items()).hasSize(1);
    assertThatThrownBy(() -> routes.show(request, "x", 20, null))
        .hasMessageContaining("no shared chat");

    assertThatThrownBy(() -> routes.show(request, token, 20, null))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Too many requests");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | message_id",
        "{'message_id': 'x'} | message_id",
        "{'message_id': '%s', 'title': ' '} | title",
        "{'message_id': '%s', 'expires_at': '2001-01-01T00:00:00Z'} | expires_at",
        "{'message_id': '%s', 'include_tools': 'yes'} | include_tools",
        "{'message_id': '%s', 'token': 'x'} | token"
      })
  void aWrongFieldIsNamed(String body, String field) {
    Reply reply =
        user.post(
            "/api/v1/sessions/" + session + "/shares",
            body.formatted(UUID.randomUUID()).replace('\'', '"'));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly(field);
  }

  @Test
  void aMessageOfAnotherSessionIsNotShared() {
    String message = userOf(ask("what is 1+1"));
    String other = user.post("/api/v1/sessions", "{}").json().path("id").asText();

    Reply reply = user.post("/api/v1/sessions/" + other + "/shares", body(message, ""));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().path("detail").asText()).contains("Message " + message);
  }

  private JsonNode ask(String content) {
    Reply reply =
        user.post(
            "/api/v1/sessions/" + session + "/messages", "{\"content\": \"" + content + "\"}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json();
  }

  private JsonNode share(String message) {
    return share(message, "");
  }

  private JsonNode share(String message, String more) {
    Reply made = user.post("/api/v1/sessions/" + session + "/shares", body(message, more));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json();
  }

  private static String body(String message, String more) {
    return "{\"message_id\": \"%s\"%s}".formatted(message, more);
  }

  private static String token(JsonNode made) {
    return made.path("token").asText();
  }

  private static String userOf(JsonNode turn) {
    return turn.at("/user_message/id").asText();
  }

  private static String answerOf(JsonNode turn) {
    return turn.at("/assistant_message/id").asText();
  }

  /** What a problem says, without what is another at each request. */
  private static String told(Reply problem) {
    return problem.status() + problem.code() + problem.json().path("detail").asText();
  }
}

package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person has a session compacted. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompactTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ApiClient user = RunningServer.shared().newUser();
  private final String session = user.post("/api/v1/sessions", "{}").json().path("id").textValue();
  private final String compact = "/api/v1/sessions/" + session + "/compact";

  @Test
  void putsASummaryInThePlaceOfEarlierTurnsForAllWhoLook() {
    ask("The lighthouse keeper is Ada.");
    ask("What is her name?");

    Reply begun = user.with("Idempotency-Key", "once").post(compact);
    Reply repeated = user.with("Idempotency-Key", "once").post(compact);

    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    assertThat(repeated.json()).isEqualTo(begun.json());
    String run = begun.json().path("run_id").textValue();
    ChatStream seen = ChatStream.of(user.get("/api/v1/runs/" + run + "/events"));
    JsonNode compaction = seen.ofType("compaction").getFirst();
    assertThat(compaction.path("summary").textValue()).contains("lighthouse");
    assertThat(seen.types()).endsWith("message_end", "run_finished");
    JsonNode carrier = messages().get(4);
    assertThat(messages()).hasSize(5);
    assertThat(carrier.path("run_id").textValue()).isEqualTo(run);
    assertThat(carrier.path("parts")).isEmpty();
    assertThat(carrier.at("/metadata/compaction/tokens_before").asLong())
        .isEqualTo(compaction.path("tokens_before").asLong());
    assertThat(user.get("/api/v1/sessions/" + session).json().path("context_summary").textValue())
        .contains("lighthouse");
    assertThat(export("json")).contains("\"compaction\"");
    assertThat(export("markdown")).contains("summarised for the model");
    assertThat(ask("And now?").status()).isEqualTo(200);
    assertThat(shared().findValuesAsText("role"))
        .containsExactly("user", "assistant", "user", "assistant", "user", "assistant");
  }

  @Test
  void saysWhenThereIsNothingToCompact() {
    assertRefused("conflict", "There is nothing to compact");
    ask("Hello.");
    assertRefused("conflict", "There is nothing to compact");
    assertThat(messages()).hasSize(2);
  }

  @Test
  void waitsForNoRunThatIsActive() throws Exception {
    ask("Hello.");
    user.patch(
        "/api/v1/settings", "{\"preferences\": {\"tool_permissions\": {\"calculator\": \"ask\"}}}");
    CompletableFuture<Reply> asking =
        CompletableFuture.supplyAsync(
            () -> ask("use calculator {\\\"expression\\\": \\\"1 + 1\\\"}"),
            task -> Thread.ofVirtual().start(task));
    String run = await().atMost(PATIENCE).until(this::activeRun, id -> !id.isEmpty());

    assertRefused("run_active", "A run is active");

    user.post("/api/v1/runs/" + run + "/cancel");
    assertThat(asking.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void isThereForTheOwnerAlone() {
    assertThat(RunningServer.shared().newUser().post(compact).status()).isEqualTo(404);
  }

  private void assertRefused(String code, String detail) {
    Reply reply = user.post(compact);
    assertThat(reply.status()).as(reply.body()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.json().path("detail").textValue()).contains(detail);
  }

  private Reply ask(String content) {
    return user.post(
        "/api/v1/chat/stream",
        "{\"session_id\": \"%s\", \"content\": \"%s\"}".formatted(session, content));
  }

  private String activeRun() {
    return user.get("/api/v1/sessions/" + session).json().path("active_run_id").asText();
  }

  private JsonNode messages() {
    return user.get("/api/v1/sessions/" + session + "/messages").json().get("items");
  }

  /** Returns what a stranger sees of the session. */
  private JsonNode shared() {
    String body = "{\"message_id\": \"%s\"}".formatted(messages().get(6).get("id").textValue());
    Reply share = user.post("/api/v1/sessions/" + session + "/shares", body);
    String token = share.json().path("token").textValue();
    return RunningServer.shared().anonymous().get("/api/v1/shared/" + token).json().get("items");
  }

  private String export(String format) {
    return user.post(
            "/api/v1/sessions/" + session + "/export", "{\"format\": \"%s\"}".formatted(format))
        .body();
  }
}

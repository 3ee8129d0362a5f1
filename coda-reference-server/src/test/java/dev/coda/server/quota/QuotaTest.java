package dev.coda.server.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Price;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final String CHAT = "/api/v1/chat/stream";
  private static final String SUM = "{\"content\": \"what is 12*7\"}";
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
  private static final ModelInfo PRICED =
      new ModelInfo(
          new ModelRef("openai", "dear"), null, null, Price.of("1000", "10000"), Set.of());
  private static final ModelInfo UNPRICED = ModelInfo.unknown(new ModelRef("hosted", "own"));

  private final RunningServer server = RunningServer.shared();
  private final RunQuotas quotas = server.bean(RunQuotas.class);
  private final ApiClient user = server.newUser();
  private UserId id = new UserId(new UUID(0, 0));
  private UUID organization = new UUID(0, 0);

  @BeforeEach
  void readIds() {
    JsonNode me = user.get("/api/v1/auth/me").json();
    id = new UserId(UUID.fromString(me.path("id").asText()));
    organization = UUID.fromString(me.at("/organization/id").asText());
  }

  @Test
  void countsWhatTheMessagesOfRunsSayAlsoOfDeletedSessions() {
    String first = user.post(CHAT, SUM).header("X-Session-Id");
    user.post(CHAT, SUM);

    JsonNode used = used();

    assertThat(used.path("used_requests").asInt()).isEqualTo(2);
    assertThat(used.path("used_tokens").asText())
        .isNotEqualTo("0")
        .isEqualTo(
            Tables.value(
                """
                SELECT sum(m.tokens_input + m.tokens_output)
                  FROM messages m JOIN sessions s ON s.id = m.session_id WHERE s.user_id = ?
                """,
                id.value()));
    assertThat(user.delete("/api/v1/sessions/" + first).status()).isEqualTo(204);
    assertThat(used()).isEqualTo(used);
    assertThat(reservations()).isEqualTo("0");
  }

  @Test
  void refusesARunAboveTheQuotaWithWhatIsUsedAndLeft() {
    Tables.change("UPDATE organizations SET quota_requests = 1 WHERE id = ?", organization);
    assertThat(user.post(CHAT, SUM).status()).isEqualTo(200);

    Reply refused = user.post(CHAT, SUM);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("quota_exceeded");
    JsonNode problem = refused.json();
    assertThat(problem.path("quota").asText()).isEqualTo("requests");
    assertThat(problem.path("used").asInt()).isEqualTo(1);
    assertThat(problem.path("left").asInt(-1)).isZero();
    Instant resetsAt = Instant.parse(problem.path("resets_at").asText());
    assertThat(resetsAt).isEqualTo(Instant.parse(used().path("resets_at").asText()));
    assertThat(Long.parseLong(refused.header("Retry-After")))
        .isBetween(1L, Duration.between(server.clock().instant(), resetsAt).toSeconds() + 60);
    assertThat(user.get("/api/v1/sessions").json().path("items")).hasSize(1);
  }

  @Test
  void answersARepeatedRequestThoughTheQuotaIsUsedUp() {
    Tables.change("UPDATE organizations SET quota_requests = 1 WHERE id = ?", organization);
    ApiClient repeating = user.with("Idempotency-Key", "once");
    Reply first = repeating.post(CHAT, SUM);

    Reply second = repeating.post(CHAT, SUM);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("X-Run-Id")).isEqualTo(first.header("X-Run-Id"));
    assertThat(used().path("used_requests").asInt()).isEqualTo(1);
  }

  @Test
  void admitsOneOfAHundredRequestsAtOnceWhereOneRunIsLeft() {
    Tables.change("UPDATE organizations SET quota_requests = 2 WHERE id = ?", organization);
    user.post(CHAT, SUM);

    List<CompletableFuture<Reply>> replies =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> user.post(CHAT, SUM), THREADS))
            .limit(100)
            .toList();

    assertThat(replies.stream().map(reply -> reply.join().status()).filter(s -> s == 200))
        .hasSize(1);
    assertThat(used().path("used_requests").asInt()).isEqualTo(2);
    assertThat(reservations()).isEqualTo("0");
  }

  @Test
  void reservesTogetherNoMoreTokensThanAreLeft() {
    Tables.change("UPDATE organizations SET quota_tokens = 5000 WHERE id = ?", organization);

    List<CompletableFuture<Boolean>> made =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> reserves(UNPRICED, 300), THREADS))
            .limit(100)
            .toList();

    long runs = made.stream().filter(CompletableFuture::join).count();
    assertThat(runs).isBetween(2L, 5000L / 300);
    assertThat(Long.parseLong(reservedTokens())).isBetween(runs * 300, 5000L);
  }

  @Test
  void limitsARunToWhatIsLeftWhereThatIsLittle() {
    Tables.change("UPDATE organizations SET quota_tokens = 400 WHERE id = ?", organization);

    RunLimits limits = quotas.reserve(id, newRun(), UNPRICED, 300);

    assertThat(limits.maxTokens()).hasValue(400);
    assertThat(reserves(UNPRICED, 300)).isFalse();
  }

  @Test
  void refusesNoRunForTheOutputThatItsModelCouldHave() {
    Tables.change("UPDATE organizations SET quota_tokens = 100000 WHERE id = ?", organization);
    ModelInfo talkative =
        new ModelInfo(new ModelRef("hosted", "talkative"), null, 1_000_000, null, Set.of());

    RunLimits limits = quotas.reserve(id, newRun(), talkative, 50);

    assertThat(limits.maxTokens()).isEmpty();
    assertThat(Long.parseLong(reservedTokens())).isLessThan(5_000);
  }

  @Test
  void reservesAsMuchOutputAsEarlierRunsHad() {
    for (int i = 1; i <= 10; i++) {
      ended(i == 10 ? 90_000 : 100 * i);
    }
    reserves(UNPRICED, 50);
    quotas.reserve(id, newRun(), UNPRICED, 50);

    assertThat(reservedTokens()).isEqualTo(Integer.toString(2 * (50 + 900)));
  }

  @Test
  void keepsAUserWithinTheirOwnBudget() {
    String settings = "{\"preferences\": {\"monthly_budget_usd\": \"2.50\"}}";
    JsonNode preferences = user.patch("/api/v1/settings", settings).json().path("preferences");
    assertThat(preferences.path("monthly_budget_usd").asText()).isEqualTo("2.50");

    RunLimits first = quotas.reserve(id, newRun(), PRICED, 1000);

    assertThat(first.maxCostUsd())
        .hasValueSatisfying(usd -> assertThat(usd).isEqualByComparingTo("2.5"));
    assertThatThrownBy(() -> quotas.reserve(id, newRun(), PRICED, 1000))
        .isInstanceOfSatisfying(
            AdmissionException.class,
            refused ->
                assertThat(refused.details())
                    .containsEntry("quota", "monthly_budget_usd")
                    .containsEntry("limit", "2.5")
                    .containsEntry("used", "0"));
  }

  @Test
  void booksARunThatFails() {
    Reply failed = user.post(CHAT, "{\"content\": \"Hello\", \"limits\": {\"timeout_ms\": 100}}");

    assertThat(failed.body()).contains("deadline_exceeded");
    assertThat(used().path("used_requests").asInt()).isEqualTo(1);
    assertThat(reservations()).isEqualTo("0");
  }

  @Test
  void booksARunThatIsCancelledWithItsSession() {
    String session = user.post("/api/v1/sessions", "{}").json().path("id").asText();
    String question = "{\"session_id\": \"%s\", \"content\": \"Hello\"}".formatted(session);
    CompletableFuture<Reply> stream =
        CompletableFuture.supplyAsync(() -> user.post(CHAT, question), THREADS);
    String runs = "SELECT count(*) FROM runs WHERE user_id = ?";
    await().until(() -> Tables.value(runs, id.value()), "1"::equals);

    assertThat(user.delete("/api/v1/sessions/" + session).status()).isEqualTo(204);

    stream.join();
    assertThat(used().path("used_requests").asInt()).isEqualTo(1);
    assertThat(reservations()).isEqualTo("0");
  }

  @Test
  void booksWhatAnActiveRunHasUsedThatIsDeleted() {
    UUID session = UUID.randomUUID();
    UUID run = UUID.randomUUID();
    Tables.change(
        "INSERT INTO sessions (id, user_id, created_at, updated_at) VALUES (?, ?, now(), now())",
        session,
        id.value());
    Tables.change(
        """
        INSERT INTO runs (id, session_id, user_id, branch, status, model_provider, model_name,
          lease_owner, lease_until, fence, last_seq, started_at)
        VALUES (?, ?, ?, ?, 'running', 'demo', 'demo', 'nobody', now() + INTERVAL '1 hour', 1, 1, now())
        """,
        run,
        session,
        id.value(),
        session);
    Tables.change(
        """
        INSERT INTO run_events (run_id, seq, type, payload, ts, tokens_input, tokens_output,
          tokens_cache_read, tokens_cache_write, tokens_reasoning, cost_usd)
        VALUES (?, 2, 'usage', '{}', now(), 700, 50, 0, 0, 0, 0.125)
        """,
        run);

    Tables.change("DELETE FROM sessions WHERE id = ?", session);

    assertThat(Tables.value("SELECT tokens FROM usage_counters WHERE user_id = ?", id.value()))
        .isEqualTo("750");
    assertThat(Tables.value("SELECT cost_usd FROM run_usage WHERE run_id = ?", run))
        .isEqualTo("0.125");
  }

  /** Books a run with this much output, as the database does at its end. */
  private void ended(long output) {
    Tables.change(
        """
        INSERT INTO run_usage VALUES (gen_random_uuid(), ?, ?, 'demo', 'demo', 'completed', 10, ?,
          0, 0, 0, 0, 5, now(), now())
        """,
        organization,
        id.value(),
        output);
  }

  private boolean reserves(ModelInfo model, long inputTokens) {
    try {
      quotas.reserve(id, newRun(), model, inputTokens);
      return true;
    } catch (AdmissionException refused) {
      return false;
    }
  }

  private JsonNode used() {
    return user.get("/api/v1/auth/me").json().path("organization");
  }

  private String reservations() {
    return Tables.value("SELECT count(*) FROM usage_reservations WHERE user_id = ?", id.value());
  }

  private String reservedTokens() {
    return Tables.value("SELECT sum(tokens) FROM usage_reservations WHERE user_id = ?", id.value());
  }

  private static RunId newRun() {
    return new RunId(UUID.randomUUID());
  }
}

package dev.coda.server.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.Tables;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyticsTest {
  private static final String CHAT = "/api/v1/chat/stream";
  private static final String SUM = "{\"content\": \"what is 12*7\"}";
  private static final String USAGE = "/api/v1/analytics/usage";
  private static final String EXPORT = "/api/v1/analytics/export";

  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void usageIsWhatTheQuotaCountsHoweverItIsGrouped() {
    user.post(CHAT, SUM);
    user.post(CHAT, SUM);
    JsonNode me = user.get("/api/v1/auth/me").json();
    String today = user.get(USAGE).json().path("to").asText().substring(0, 10);

    assertUsed(me, "day", today);
    assertUsed(me, "model", "demo/demo");
    assertUsed(me, "provider", "demo");
    assertUsed(me, "user", me.path("id").asText());
  }

  private void assertUsed(JsonNode me, String groupBy, String key) {
    JsonNode usage = user.get(USAGE + "?group_by=" + groupBy).json();
    JsonNode totals = usage.path("totals");
    assertThat(totals.path("requests").asLong())
        .isEqualTo(2)
        .isEqualTo(me.at("/organization/used_requests").asLong());
    assertThat(totals.at("/tokens/total").asLong())
        .isPositive()
        .isEqualTo(me.at("/organization/used_tokens").asLong());
    assertThat(new BigDecimal(totals.path("cost_usd").asText()))
        .isEqualByComparingTo(me.at("/organization/used_cost_usd").asText());
    assertThat(totals.path("error_rate").asDouble(-1)).isZero();
    assertThat(totals.at("/latency_ms/p95").asLong(-1)).isNotNegative();
    assertThat(totals.path("time_to_first_token_ms").asLong(-1)).isNotNegative();
    assertThat(usage.path("items")).hasSize(1);
    assertThat(usage.at("/items/0/runs").asLong()).isEqualTo(2);
    assertThat(usage.at("/items/0/key").asText()).isEqualTo(key);
  }

  @Test
  void usageOfEachModelAndUserHasItsDays() {
    used("small", "2026-03-01T23:59:59Z", 10);
    used("small", "2026-03-02T00:00:00Z", 20);
    used("large", "2026-03-02T12:00:00Z", 700);
    used("large", "2026-03-02T13:00:00Z", 300);
    String march = "from=2026-03-01&to=2026-03-31";

    JsonNode byModel = user.get(USAGE + "?group_by=model&" + march).json().path("items");
    JsonNode byUser = user.get(USAGE + "?group_by=user&" + march).json().path("items");

    assertThat(byModel.findValuesAsText("key")).containsExactly("demo/large", "demo/small");
    assertThat(byModel.at("/0/days")).hasSize(1);
    assertThat(byModel.at("/0/days/0/day").asText()).isEqualTo("2026-03-02");
    assertThat(byModel.at("/0/days/0/runs").asInt()).isEqualTo(2);
    assertThat(byModel.at("/0/days/0/tokens").asInt()).isEqualTo(1000);
    assertThat(byModel.at("/1/days").findValuesAsText("day"))
        .containsExactly("2026-03-01", "2026-03-02");
    assertThat(byUser.at("/0/days").findValuesAsText("tokens")).containsExactly("10", "1020");
    assertThat(user.get(USAGE + "?" + march).json().at("/items/0").has("days")).isFalse();
    assertThat(user.get(EXPORT + "?dataset=usage&group_by=model&" + march).body().lines())
        .containsExactlyInAnyOrder(
            "day,key,runs,tokens_input,tokens_output,tokens_cache_read,tokens_cache_write,"
                + "tokens_reasoning,cost_usd",
            quoted("2026-03-01", "demo/small", "1", "10", "0", "0", "0", "0", "0.5"),
            quoted("2026-03-02", "demo/small", "1", "20", "0", "0", "0", "0", "0.5"),
            quoted("2026-03-02", "demo/large", "2", "1000", "0", "0", "0", "0", "1.0"));
    assertThat(user.get(EXPORT + "?dataset=tools&group_by=model").blamed())
        .containsExactly("group_by");
  }

  private void used(String model, String at, int tokens) {
    JsonNode me = user.get("/api/v1/auth/me").json();
    Tables.change(
        """
        INSERT INTO run_usage
        SELECT gen_random_uuid(), ?, ?, 'demo', ?, 'completed', ?, 0, 0, 0, 0, 0.5, 7, t.at, t.at
          FROM (SELECT ?::timestamptz AS at) t
        """,
        UUID.fromString(me.at("/organization/id").asText()),
        UUID.fromString(me.path("id").asText()),
        model,
        tokens,
        at);
  }

  private static String quoted(String... fields) {
    return "\"" + String.join("\",\"", fields) + "\"";
  }

  @Test
  void countsToolsDecisionsAndRequests() {
    user.post(CHAT, SUM);
    user.post("/api/v1/tools/calculator/execute", "{\"input\": {\"expression\": \"1/0\"}}");

    JsonNode calculator =
        await()
            .until(
                () -> user.get("/api/v1/analytics/tools").json().path("items").path(0),
                tool -> tool.path("calls").asInt() == 2);
    assertThat(calculator.path("tool_name").asText()).isEqualTo("calculator");
    assertThat(calculator.path("success_rate").asDouble()).isEqualTo(0.5);
    assertThat(calculator.path("score").asDouble()).isPositive();
    assertThat(calculator.path("last_error").asText()).isNotEmpty();
    assertThat(calculator.path("last_error_at").asText()).isNotEmpty();
    JsonNode decisions = user.get("/api/v1/analytics/decisions").json();
    assertThat(decisions.path("runs").asInt()).isEqualTo(1);
    assertThat(decisions.path("steps_per_run").asDouble()).isGreaterThan(1);
    assertThat(decisions.at("/tools/0/tool_name").asText()).isEqualTo("calculator");
    assertThat(decisions.at("/tools/0/chosen").asInt()).isEqualTo(1);
    assertThat(decisions.path("step_types").findValuesAsText("step_type")).contains("synthesis");
    assertThat(user.get(USAGE).json().at("/api/requests").asLong()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void anotherOrganizationSeesNothingOfIt() {
    user.post(CHAT, SUM);

    JsonNode others = RunningServer.shared().newUser().get(USAGE).json();

    assertThat(others.path("items")).isEmpty();
    assertThat(others.at("/totals/requests").asLong()).isZero();
    assertThat(others.at("/totals/cost_usd").asText()).isEqualTo("0");
  }

  @Test
  void aPeriodOfDatesIncludesItsLastDay() {
    user.post(CHAT, SUM);
    String today = user.get(USAGE).json().path("to").asText().substring(0, 10);

    String day = USAGE + "?from=" + today + "&to=" + today;

    assertThat(user.get(day).json().at("/totals/requests").asLong()).isEqualTo(1);
    assertThat(user.get(USAGE + "?to=2026-01-01").json().at("/totals/requests").asLong()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "usage?group_by=colour, group_by",
    "usage?from=yesterday, from",
    "usage?to=2026-02-30, to",
    "tools?from=2026-03-01&to=2026-02-01, from",
    "export?dataset=keys, dataset",
    "export?format=xml, format",
    "export?group_by=colour, group_by",
    "usage?limit=3, limit"
  })
  void namesWhatIsWrongInAQuestion(String question, String field) {
    Reply reply = user.get("/api/v1/analytics/" + question);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly(field);
  }

  @Test
  void exportsEveryRowOnceAlsoThoseOfOneMoment() {
    JsonNode me = user.get("/api/v1/auth/me").json();
    Tables.change(
        """
        INSERT INTO run_usage
        SELECT gen_random_uuid(), ?, ?, 'demo', '=1+1', 'completed', n, 2, 0, 0, 0, 0.5, 7, now(), t.now
          FROM generate_series(1, 1200) n, (SELECT ?::timestamptz AS now) t
        """,
        UUID.fromString(me.at("/organization/id").asText()),
        UUID.fromString(me.path("id").asText()),
        user.get(USAGE).json().path("to").asText());

    Reply csv = user.get(EXPORT + "?dataset=usage&format=csv");
    Reply lines = user.get(EXPORT + "?dataset=usage&format=jsonl");

    List<String> rows = csv.body().lines().toList();
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("Content-Disposition")).contains("coda-usage.csv");
    assertThat(rows).hasSize(1201).doesNotHaveDuplicates();
    assertThat(rows.getFirst()).startsWith("id,user_id,model_provider,model_name,status");
    assertThat(rows.get(1)).contains("\"'=1+1\"");
    assertThat(lines.body().lines()).hasSize(1200).allMatch(line -> line.startsWith("{\"at\":"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools", "decisions", "events"})
  void exportsEvents(String dataset) {
    user.post(CHAT, SUM);

    String body =
        await()
            .until(
                () -> user.get(EXPORT + "?format=jsonl&dataset=" + dataset).body(),
                text -> text.contains("calculator"));

    assertThat(body.lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(user.get(EXPORT + "?dataset=" + dataset).body()).contains("calculator");
  }
}

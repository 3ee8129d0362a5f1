package dev.coda.server.analytics;

import dev.coda.server.database.ReadDatabase;
import dev.coda.server.quota.Money;
import io.r2dbc.spi.Readable;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds up what runs used, in the database. Thread-safe. */
@Singleton
final class UsageReport {
  /** What usage is grouped by, as SQL. */
  static final Map<String, String> KEYS =
      Map.of(
          "day", "to_char(r.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
          "model", "r.model_provider || '/' || r.model_name",
          "provider", "r.model_provider",
          "user", "r.user_id::text");

  private static final String USAGE =
      """
      SELECT key, GROUPING(key) = 1 AS is_total, min(name) AS name, count(*) AS runs,
        coalesce(sum(tokens_input), 0)::bigint AS input,
        coalesce(sum(tokens_output), 0)::bigint AS output,
        coalesce(sum(tokens_cache_read), 0)::bigint AS cache_read,
        coalesce(sum(tokens_cache_write), 0)::bigint AS cache_write,
        coalesce(sum(tokens_reasoning), 0)::bigint AS reasoning,
        coalesce(sum(cost_usd), 0) AS cost_usd,
        count(*) FILTER (WHERE status = 'failed') AS failed,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY first_token_ms)::bigint AS first_token,
      """
          + Percentiles.columns("took")
          + """

          FROM (
            SELECT %s AS key, %s AS name, r.*,
              extract(epoch FROM r.finished_at - r.started_at)::double precision * 1000 AS took
            FROM run_usage r %s
            WHERE r.organization_id = $1 AND r.finished_at >= $2 AND r.finished_at < $3) runs
          GROUP BY GROUPING SETS ((key), ())
          ORDER BY is_total, key
          """;

  /** The days of those that used most, however many there are. */
  private static final String DAYS =
      """
      WITH used AS (
        SELECT {key} AS key, to_char(r.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
          r.tokens_input + r.tokens_output AS tokens, r.cost_usd
        FROM run_usage r
        WHERE r.organization_id = $1 AND r.finished_at >= $2 AND r.finished_at < $3),
      most AS (SELECT key FROM used GROUP BY key ORDER BY sum(tokens) DESC, key LIMIT 50)
      SELECT key, day, count(*) AS runs, sum(tokens)::bigint AS tokens,
        coalesce(sum(cost_usd), 0) AS cost_usd
      FROM used JOIN most USING (key)
      GROUP BY key, day
      ORDER BY key, day
      """;

  private static final String API =
      """
      SELECT count(*) AS requests, count(*) FILTER (WHERE status >= 500) AS failed,
      """
          + Percentiles.columns("took")
          + """

          FROM (
            SELECT (properties ->> 'status')::int AS status,
              (properties ->> 'duration_ms')::double precision AS took
            FROM analytics_events
            WHERE user_id IN (SELECT id FROM users WHERE organization_id = $1)
              AND event_type = 'request' AND timestamp >= $2 AND timestamp < $3) requests
          """;

  private final ReadDatabase database;
  private final AnalyticsEvents events;

  UsageReport(ReadDatabase database, AnalyticsEvents events) {
    this.database = database;
    this.events = events;
  }

  /**
   * @param groupBy day, model, provider or user
   */
  UsageView read(Period period, String groupBy) {
    boolean byUser = groupBy.equals("user");
    String key = Objects.requireNonNull(KEYS.get(groupBy));
    String sql =
        USAGE.formatted(
            key,
            byUser ? "u.email" : "NULL::text",
            byUser ? "LEFT JOIN users u ON u.id = r.user_id" : "");
    List<UsageView.Item> items = database.list(sql, parameters(period), UsageReport::item);
    int last = items.size() - 1;
    List<UsageView.Item> each = items.subList(0, last);
    return new UsageView(
        period.from(),
        period.to(),
        groupBy,
        groupBy.equals("day") ? each : withDays(each, period, key),
        items.get(last),
        database.list(API, parameters(period), UsageReport::api).getFirst(),
        events.dropped());
  }

  private List<UsageView.Item> withDays(List<UsageView.Item> items, Period period, String key) {
    Map<String, List<UsageView.Day>> days =
        database.list(DAYS.replace("{key}", key), parameters(period), UsageReport::dayOf).stream()
            .collect(
                Collectors.groupingBy(
                    KeyedDay::key, Collectors.mapping(KeyedDay::day, Collectors.toList())));
    return items.stream()
        .map(item -> item.on(days.get(Objects.requireNonNullElse(item.key(), ""))))
        .toList();
  }

  static List<Object> parameters(Period period) {
    return List.of(period.organizationId(), period.from(), period.to());
  }

  private static UsageView.Item item(Readable row) {
    long runs = ReadDatabase.number(row, "runs");
    long input = ReadDatabase.number(row, "input");
    long output = ReadDatabase.number(row, "output");
    return new UsageView.Item(
        row.get("key", String.class),
        row.get("name", String.class),
        runs,
        runs,
        new UsageView.TokenSums(
            input + output,
            input,
            output,
            ReadDatabase.number(row, "cache_read"),
            ReadDatabase.number(row, "cache_write"),
            ReadDatabase.number(row, "reasoning")),
        Money.text(Objects.requireNonNull(row.get("cost_usd", BigDecimal.class))),
        share(ReadDatabase.number(row, "failed"), runs),
        Percentiles.of(row),
        row.get("first_token", Long.class),
        null);
  }

  private static KeyedDay dayOf(Readable row) {
    return new KeyedDay(
        Objects.requireNonNull(row.get("key", String.class)),
        new UsageView.Day(
            Objects.requireNonNull(row.get("day", String.class)),
            ReadDatabase.number(row, "runs"),
            ReadDatabase.number(row, "tokens"),
            Money.text(Objects.requireNonNull(row.get("cost_usd", BigDecimal.class)))));
  }

  private record KeyedDay(String key, UsageView.Day day) {}

  private static UsageView.ApiView api(Readable row) {
    long requests = ReadDatabase.number(row, "requests");
    return new UsageView.ApiView(
        requests, share(ReadDatabase.number(row, "failed"), requests), Percentiles.of(row));
  }

  /** Returns a share of a number, from 0 to 1, to four digits. */
  static double share(long part, long whole) {
    return whole == 0 ? 0 : Math.round(part * 10_000.0 / whole) / 10_000.0;
  }

  /** Returns a mean of scores to four digits; null if there are none. */
  static @Nullable Double score(Readable row) {
    Double score = row.get("score", Double.class);
    return score == null ? null : Math.round(score * 10_000) / 10_000.0;
  }
}

package dev.coda.server.analytics;

import dev.coda.server.database.ReadDatabase;
import io.r2dbc.spi.Readable;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads rows page by page as a client takes them, so that neither memory nor a connection of the
 * database is held for a slow client. Thread-safe.
 */
@Singleton
final class EventExport {
  private static final int PAGE = 500;

  private static final String EVENTS =
      """
      SELECT e.timestamp AS at, e.id, e.event_type, e.user_id, e.session_id, e.properties
      FROM analytics_events e
      WHERE e.user_id IN (SELECT u.id FROM users u WHERE u.organization_id = $1)%s
      """;

  private static final String TOOLS =
      """
      SELECT e.timestamp AS at, e.id, e.user_id, e.session_id, e.properties ->> 'run_id' AS run_id,
        e.properties ->> 'tool_name' AS tool_name, e.properties ->> 'status' AS status,
        e.properties ->> 'duration_ms' AS duration_ms, e.properties ->> 'score' AS score,
        e.properties ->> 'error' AS error
      FROM analytics_events e
      WHERE e.user_id IN (SELECT u.id FROM users u WHERE u.organization_id = $1)
        AND e.event_type = 'tool_call'
      """;

  private static final String USAGE =
      """
      SELECT r.finished_at AS at, r.run_id AS id, r.user_id, r.model_provider, r.model_name, r.status,
        r.tokens_input, r.tokens_output, r.tokens_cache_read, r.tokens_cache_write, r.tokens_reasoning,
        r.cost_usd, r.first_token_ms, r.started_at, r.finished_at
      FROM run_usage r WHERE r.organization_id = $1
      """;

  /** A line for each day and key. Its place is made of both, so that pages can be read. */
  private static final String USAGE_BY =
      """
      SELECT greatest(day, $2) AS at, md5(key)::uuid AS id, to_char(day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
        key, count(*) AS runs, sum(tokens_input) AS tokens_input, sum(tokens_output) AS tokens_output,
        sum(tokens_cache_read) AS tokens_cache_read, sum(tokens_cache_write) AS tokens_cache_write,
        sum(tokens_reasoning) AS tokens_reasoning, sum(cost_usd) AS cost_usd
      FROM (
        SELECT date_trunc('day', r.finished_at, 'UTC') AS day, {key} AS key, r.* FROM run_usage r
        WHERE r.organization_id = $1 AND r.finished_at >= $2 AND r.finished_at < $3) used
      GROUP BY day, key
      """;

  private static final List<String> USAGE_BY_COLUMNS =
      List.of(
          "day",
          "key",
          "runs",
          "tokens_input",
          "tokens_output",
          "tokens_cache_read",
          "tokens_cache_write",
          "tokens_reasoning",
          "cost_usd");

  private static final List<String> EVENT_COLUMNS =
      List.of("at", "id", "event_type", "user_id", "session_id", "properties");

  private static final Map<String, Dataset> DATASETS =
      Map.of(
          "usage",
          new Dataset(
              USAGE,
              List.of(
                  "id",
                  "user_id",
                  "model_provider",
                  "model_name",
                  "status",
                  "tokens_input",
                  "tokens_output",
                  "tokens_cache_read",
                  "tokens_cache_write",
                  "tokens_reasoning",
                  "cost_usd",
                  "first_token_ms",
                  "started_at",
                  "finished_at")),
          "tools",
          new Dataset(
              TOOLS,
              List.of(
                  "at",
                  "id",
                  "user_id",
                  "session_id",
                  "run_id",
                  "tool_name",
                  "status",
                  "duration_ms",
                  "score",
                  "error")),
          "decisions",
          new Dataset(
              EVENTS.formatted(
                  " AND e.event_type IN ('step', 'approval_required', 'approval_decided')"),
              EVENT_COLUMNS),
          "events",
          new Dataset(EVENTS.formatted(""), EVENT_COLUMNS));

  private final ReadDatabase database;

  EventExport(ReadDatabase database) {
    this.database = database;
  }

  /**
   * Returns the lines of a file.
   *
   * @param name usage, tools, decisions or events
   * @param csv whether to write CSV with a header, rather than a JSON object a line
   */
  Flux<byte[]> read(Period period, String name, boolean csv) {
    return read(period, Objects.requireNonNull(DATASETS.get(name)), csv);
  }

  /**
   * Returns the lines of a file with the usage of each day and key.
   *
   * @param groupBy as in {@link UsageReport#KEYS}
   */
  Flux<byte[]> readUsage(Period period, String groupBy, boolean csv) {
    String key = Objects.requireNonNull(UsageReport.KEYS.get(groupBy));
    return read(period, new Dataset(USAGE_BY.replace("{key}", key), USAGE_BY_COLUMNS), csv);
  }

  private Flux<byte[]> read(Period period, Dataset dataset, boolean csv) {
    Flux<byte[]> lines =
        page(period, dataset, new Last(Instant.EPOCH, new UUID(0, 0)))
            .expand(page ->
                page.size() < PAGE ? Mono.empty() : page(period, dataset, page.getLast().place()))
            .concatMap(page -> Mono.just(bytes(page, csv)), 1)
            .filter(bytes -> bytes.length > 0);
    return csv ? lines.startWith(utf8(String.join(",", dataset.columns()) + "\r\n")) : lines;
  }

  private Mono<List<Line>> page(Period period, Dataset dataset, Last after) {
    List<Object> parameters = new ArrayList<>(UsageReport.parameters(period));
    parameters.add(after.at());
    parameters.add(after.id());
    return database.rows(dataset.sql(), parameters, EventExport::line).collectList();
  }

  private static Line line(Readable row) {
    return new Line(
        new Last(
            Objects.requireNonNull(row.get("at", Instant.class)),
            Objects.requireNonNull(row.get("id", UUID.class))),
        Objects.requireNonNull(row.get("csv_line", String.class)),
        Objects.requireNonNull(row.get("json", String.class)));
  }

  private static byte[] bytes(List<Line> page, boolean csv) {
    return utf8(
        page.stream()
            .map(line -> csv ? line.csv() + "\r\n" : line.json() + "\n")
            .collect(Collectors.joining()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where a page ended. Immutable. */
  private record Last(Instant at, UUID id) {}

  /** A row, in both forms. Immutable. */
  private record Line(Last place, String csv, String json) {}

  /** Rows with a time {@code at} and an {@code id}, and those of their columns that are written. */
  private record Dataset(String query, List<String> columns) {
    String sql() {
      String line = columns.stream().map(Dataset::field).collect(Collectors.joining(", "));
      return """
      SELECT at, id, csv_line, json FROM (
        SELECT at, id, concat_ws(',', %s) AS csv_line, row_to_json(t)::text AS json FROM (
          %s
        ) t
      ) lines
      WHERE at >= $2 AND at < $3 AND (at, id) > ($4, $5)
      ORDER BY at, id LIMIT %d
      """
          .formatted(line, query, PAGE);
    }

    /**
     * A text that a spreadsheet would take for a formula gets an apostrophe, and all are quoted.
     */
    private static String field(String column) {
      String text = "t." + column + "::text";
      return ("'\"' || replace(CASE WHEN %1$s ~ '^[=+@\\t\\r-]' THEN '''' || %1$s"
              + " ELSE coalesce(%1$s, '') END, '\"', '\"\"') || '\"'")
          .formatted(text);
    }
  }
}

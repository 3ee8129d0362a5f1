package dev.coda.server.analytics;

import dev.coda.server.database.ReadDatabase;
import io.r2dbc.spi.Readable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds up what tools did, in the database. Thread-safe. */
@Singleton
final class ToolReport {
  /** A time in front of the latest error finds it without keeping them all. */
  private static final int TIME_LENGTH = "2026-01-31T12:00:00.000000Z".length();

  private static final String TOOLS =
      """
      SELECT tool, count(*) AS calls, count(*) FILTER (WHERE status = 'success') AS succeeded,
        avg(score)::double precision AS score,
        max(to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || error) AS last,
      """
          + Percentiles.columns("took")
          + """

          FROM (
            SELECT timestamp, properties ->> 'tool_name' AS tool, properties ->> 'status' AS status,
              (properties ->> 'duration_ms')::double precision AS took,
              (properties ->> 'score')::double precision AS score, properties ->> 'error' AS error
            FROM analytics_events
            WHERE user_id IN (SELECT id FROM users WHERE organization_id = $1)
              AND event_type = 'tool_call' AND timestamp >= $2 AND timestamp < $3) calls
          GROUP BY tool ORDER BY calls DESC, tool LIMIT 500
          """;

  private final ReadDatabase database;

  ToolReport(ReadDatabase database) {
    this.database = database;
  }

  ToolUsageView read(Period period) {
    return new ToolUsageView(
        period.from(),
        period.to(),
        database.list(TOOLS, UsageReport.parameters(period), ToolReport::item));
  }

  private static ToolUsageView.Item item(Readable row) {
    long calls = ReadDatabase.number(row, "calls");
    @Nullable String last = row.get("last", String.class);
    return new ToolUsageView.Item(
        Objects.requireNonNull(row.get("tool", String.class)),
        calls,
        UsageReport.share(ReadDatabase.number(row, "succeeded"), calls),
        Percentiles.of(row),
        UsageReport.score(row),
        last == null ? null : last.substring(TIME_LENGTH),
        last == null ? null : Instant.parse(last.substring(0, TIME_LENGTH)));
  }
}

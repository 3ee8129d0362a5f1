package dev.coda.server.analytics;

import dev.coda.server.database.ReadDatabase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;

/** Adds up the steps of chains of thought and people's decisions, in the database. Thread-safe. */
@Singleton
final class DecisionReport {
  private static final String EVENTS =
      """
      WITH events AS NOT MATERIALIZED (
        SELECT event_type, properties FROM analytics_events
        WHERE user_id IN (SELECT id FROM users WHERE organization_id = $1)
          AND timestamp >= $2 AND timestamp < $3)
      """;

  private static final String STEPS =
      EVENTS
          + """
          SELECT properties ->> 'step_type' AS type, count(*) AS count,
            avg((properties ->> 'score')::double precision) AS score
          FROM events WHERE event_type = 'step' GROUP BY 1 ORDER BY count DESC, type LIMIT 100
          """;

  private static final String RUNS =
      EVENTS + "SELECT count(*) AS runs FROM events WHERE event_type = 'run_finished'";

  private static final String TOOLS =
      EVENTS
          + """
          , facts AS (
            SELECT jsonb_array_elements_text(properties -> 'tools') AS tool, 1 AS chosen, 0 AS approved,
              0 AS denied, NULL::double precision AS score
            FROM events WHERE event_type = 'step' AND properties ->> 'step_type' = 'tool_selection'
            UNION ALL
            SELECT properties ->> 'tool_name', 0, 0, 0, (properties ->> 'score')::double precision
            FROM events WHERE event_type = 'step' AND properties ->> 'step_type' = 'tool_result_eval'
            UNION ALL
            SELECT asked.properties ->> 'tool_name', 0,
              (decided.properties ->> 'decision' = 'approve')::int,
              (decided.properties ->> 'decision' = 'deny')::int, NULL
            FROM events decided JOIN events asked
              ON asked.event_type = 'approval_required'
              AND asked.properties ->> 'call_id' = decided.properties ->> 'call_id'
            WHERE decided.event_type = 'approval_decided')
          SELECT tool, sum(chosen) AS chosen, sum(approved) AS approved, sum(denied) AS denied,
            avg(score) AS score
          FROM facts WHERE tool IS NOT NULL GROUP BY tool ORDER BY chosen DESC, tool LIMIT 500
          """;

  private final ReadDatabase database;

  DecisionReport(ReadDatabase database) {
    this.database = database;
  }

  DecisionsView read(Period period) {
    List<Object> parameters = UsageReport.parameters(period);
    List<DecisionsView.StepItem> steps =
        database.list(
            STEPS,
            parameters,
            row ->
                new DecisionsView.StepItem(
                    Objects.requireNonNull(row.get("type", String.class)),
                    ReadDatabase.number(row, "count"),
                    UsageReport.score(row)));
    List<DecisionsView.ToolItem> tools =
        database.list(
            TOOLS,
            parameters,
            row ->
                new DecisionsView.ToolItem(
                    Objects.requireNonNull(row.get("tool", String.class)),
                    ReadDatabase.number(row, "chosen"),
                    ReadDatabase.number(row, "approved"),
                    ReadDatabase.number(row, "denied"),
                    UsageReport.score(row)));
    long runs = database.list(RUNS, parameters, row -> ReadDatabase.number(row, "runs")).getFirst();
    long count = steps.stream().mapToLong(DecisionsView.StepItem::count).sum();
    double perRun = runs == 0 ? 0 : Math.round(count * 100.0 / runs) / 100.0;
    return new DecisionsView(period.from(), period.to(), runs, count, perRun, steps, tools);
  }
}

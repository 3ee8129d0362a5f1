package dev.coda.store.postgres;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.session.RunCommit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Statements that add rows to the logs of active runs, the most frequent commits. A row is written
 * if the run has the writer's fence and no later event is stored. The lock on the run makes a
 * process that claims it wait for the row, and the statement see the claim.
 */
final class LogSql {
  /** Events that change the status of a run. */
  private static final Set<EventKind> STATUS =
      EnumSet.of(
          EventKind.RUN_STARTED,
          EventKind.RUN_PAUSED,
          EventKind.RUN_RESUMED,
          EventKind.RUN_FINISHED);

  private static final String INSERT =
      """
      INSERT INTO {schema}.run_events (run_id, seq, type, payload, ts, tokens_input, tokens_output,
        tokens_cache_read, tokens_cache_write, tokens_reasoning, cost_usd)
      """;

  private static final String ONCE = "ON CONFLICT (run_id, seq) DO NOTHING\n";

  private static final String ONE =
      INSERT
          + """
          SELECT r.id, :last_seq, :type, :payload::json, :at::timestamptz, :input, :output, :cache_read,
            :cache_write, :reasoning, :cost::numeric
          FROM {schema}.runs r
          WHERE r.id = :run AND r.fence = :fence AND r.finished_at IS NULL AND r.last_seq < :first_seq
            AND coalesce((SELECT max(e.seq) FROM {schema}.run_events e WHERE e.run_id = r.id), 0) < :first_seq
          FOR SHARE OF r\
          """;

  /** Adds a row, and waits for the writer that has the run's own row. */
  static final String APPEND = ONE + "\n" + ONCE;

  /** Adds a row unless another transaction has locked the run's row. */
  static final String APPEND_AT_ONCE = ONE + " SKIP LOCKED\n" + ONCE;

  /** Adds a row to each of several runs, except those whose row another transaction has locked. */
  static final String APPEND_GROUP =
      INSERT
          + """
          SELECT r.id, c.last_seq, c.type, c.payload::json, c.at, c.input, c.output, c.cache_read, c.cache_write,
            c.reasoning, c.cost
          FROM unnest(:run::uuid[], :fence::bigint[], :first_seq::bigint[], :last_seq::bigint[], :type::text[],
            :payload::text[], :at::timestamptz[], :input::bigint[], :output::bigint[], :cache_read::bigint[],
            :cache_write::bigint[], :reasoning::bigint[], :cost::numeric[])
            AS c (run, fence, first_seq, last_seq, type, payload, at, input, output, cache_read, cache_write,
            reasoning, cost)
          JOIN {schema}.runs r ON r.id = c.run AND r.fence = c.fence AND r.finished_at IS NULL
            AND r.last_seq < c.first_seq
          WHERE coalesce((SELECT max(e.seq) FROM {schema}.run_events e WHERE e.run_id = r.id), 0) < c.first_seq
          FOR SHARE OF r SKIP LOCKED
          """
          + ONCE
          + "RETURNING run_id";

  private LogSql() {}

  /** Returns whether a commit adds events and changes nothing else, not even its run's status. */
  static boolean isEventsAlone(RunCommit commit) {
    return commit.status() == RunStatus.RUNNING
        && commit.change().isEmpty()
        && !commit.events().isEmpty()
        && commit.events().stream().noneMatch(event -> STATUS.contains(event.kind()));
  }

  /** Binds {@link #APPEND} and {@link #APPEND_AT_ONCE}. */
  static Parameters bind(Parameters statement, GroupCommits.Entry entry) {
    RunCommit commit = entry.commit();
    LogRow row = entry.row();
    return statement
        .bind("run", commit.runId().value())
        .bind("fence", commit.fence())
        .bind("first_seq", firstSeq(entry))
        .bind("last_seq", row.seq())
        .bind("type", row.type())
        .bind("payload", row.payload())
        .bind("at", Bind.time(row.ts()))
        .bind("input", commit.usage().input())
        .bind("output", commit.usage().output())
        .bind("cache_read", commit.usage().cacheRead())
        .bind("cache_write", commit.usage().cacheWrite())
        .bind("reasoning", commit.usage().reasoning())
        .bind("cost", commit.costUsd());
  }

  /** Binds {@link #APPEND_GROUP}. */
  static Parameters bind(Parameters statement, List<GroupCommits.Entry> group) {
    return statement
        .bind("run", Bind.texts(group, each -> each.commit().runId()))
        .bind("fence", Bind.texts(group, each -> each.commit().fence()))
        .bind("first_seq", Bind.texts(group, LogSql::firstSeq))
        .bind("last_seq", Bind.texts(group, each -> each.row().seq()))
        .bind("type", Bind.texts(group, each -> each.row().type()))
        .bind("payload", Bind.texts(group, each -> each.row().payload()))
        .bind("at", Bind.texts(group, each -> each.row().ts()))
        .bind("input", Bind.texts(group, each -> each.commit().usage().input()))
        .bind("output", Bind.texts(group, each -> each.commit().usage().output()))
        .bind("cache_read", Bind.texts(group, each -> each.commit().usage().cacheRead()))
        .bind("cache_write", Bind.texts(group, each -> each.commit().usage().cacheWrite()))
        .bind("reasoning", Bind.texts(group, each -> each.commit().usage().reasoning()))
        .bind("cost", Bind.texts(group, each -> each.commit().costUsd()));
  }

  private static long firstSeq(GroupCommits.Entry entry) {
    List<RunEvent> events = entry.commit().events();
    return events.get(0).seq();
  }
}

package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.MessageId;
import dev.coda.api.session.RunCommit;
import java.time.Instant;
import java.util.List;

/**
 * The statements of commits with which a run begins, waits, continues or ends: one round trip and
 * one transaction each, for any number of events and rows. All parts of a statement see the rows
 * from before it; {@code target} is the run if the fence holds, and empty otherwise, so that
 * nothing else is written then.
 */
final class CommitSql {
  private static final String NOTHING_BEHIND =
      """
      AND coalesce((SELECT max(e.seq) FROM {schema}.run_events e WHERE e.run_id = r.id), 0) < :first_seq
      """;

  private static final String HEAD_EXISTS =
      """
      AND (:head_to::uuid IS NULL OR :head_to::uuid = ANY (:m_id::uuid[]) OR EXISTS (
        SELECT FROM {schema}.messages m WHERE m.id = :head_to::uuid AND m.session_id = s.id))
      """;

  private static final String EVENTS =
      """
      events AS (
        INSERT INTO {schema}.run_events (run_id, seq, type, payload, ts)
        SELECT target.run_id, :last_seq, :type, :payload::json, :at::timestamptz
        FROM target WHERE :payload::json IS NOT NULL)
      """;

  private static final String DETAILS =
      """
      , calls_written AS (
      """
          + DetailSql.CALLS
          + """
            ON CONFLICT (id) DO UPDATE SET input_params = EXCLUDED.input_params,
              output_result = EXCLUDED.output_result, status = EXCLUDED.status,
              error_message = EXCLUDED.error_message, execution_time_ms = EXCLUDED.execution_time_ms,
              evaluation = EXCLUDED.evaluation
            WHERE tool_calls.session_id = EXCLUDED.session_id
          ), thoughts_written AS (
          """
          + DetailSql.THOUGHTS
          + """
            ON CONFLICT (message_id, step_number) DO UPDATE SET step_type = EXCLUDED.step_type,
              content = EXCLUDED.content, metadata = EXCLUDED.metadata
          )
          """;

  private static final String MESSAGES =
      """
      , messages_written AS (
      """
          + MessageSql.INSERT
          + MessageSql.REPLACE
          + MessageSql.WRITTEN
          + """
          , session_touched AS (
            UPDATE {schema}.sessions s SET
              head_message_id = CASE
                WHEN :head_to::uuid IS NOT NULL AND (:head_from::uuid IS NULL OR s.head_message_id = :head_from::uuid)
                THEN :head_to::uuid ELSE s.head_message_id END,
              updated_at = greatest(s.updated_at, :at::timestamptz),
              title = coalesce(s.title, :title),
              search = CASE WHEN s.title IS NULL AND :title IS NOT NULL THEN :title_words::tsvector ELSE s.search END
            FROM target WHERE s.id = target.session_id AND :touches::boolean)
          """;

  /**
   * Closes what a run leaves open that is ended without its log, see {@link RunCommit#closesRows}.
   */
  private static final String CLOSED =
      """
      , answer_closed AS (
        UPDATE {schema}.messages m SET status = :answer_status, error = :error::jsonb,
          tokens_input = :input, tokens_output = :output, tokens_cache_read = :cache_read,
          tokens_cache_write = :cache_write, tokens_reasoning = :reasoning, cost_usd = :cost::numeric
        FROM target
        WHERE m.session_id = target.session_id AND m.run_id = target.run_id AND m.status = 'partial'
      ), calls_closed AS (
        UPDATE {schema}.tool_calls c SET
          status = CASE WHEN c.status = 'running' THEN 'unknown' ELSE 'error' END,
          error_message = :call_error
        FROM target
        WHERE c.session_id = target.session_id AND c.run_id = target.run_id
          AND c.status IN ('pending', 'running'))
      """;

  private static final String COUNT = "SELECT count(*) FROM target";

  private static final String GUARD =
      """
      , target AS (
        UPDATE {schema}.runs r SET status = :status, last_seq = greatest(r.last_seq, :last_seq),
          lease_owner = CASE WHEN :over THEN NULL ELSE r.lease_owner END,
          lease_until = CASE WHEN :over THEN NULL ELSE r.lease_until END,
          tokens_input = :input, tokens_output = :output, tokens_cache_read = :cache_read,
          tokens_cache_write = :cache_write, tokens_reasoning = :reasoning,
          cost_usd = :cost::numeric, error = :error::jsonb,
          finished_at = CASE WHEN :over THEN :at::timestamptz END
        FROM session
        WHERE r.id = :run AND r.session_id = session.id AND r.fence = :fence AND r.finished_at IS NULL
          AND r.last_seq < :first_seq
      """
          + NOTHING_BEHIND
          + """
            RETURNING r.id AS run_id, r.session_id
          ),
          """;

  private static final String SESSION =
      """
      WITH session AS MATERIALIZED (
        SELECT s.id FROM {schema}.runs r JOIN {schema}.sessions s ON s.id = r.session_id
        WHERE r.id = :run
      """;

  /** Locks the session first, like everyone who writes there, so that a deletion waits its turn. */
  private static final String LOCKED = "FOR KEY SHARE OF s)\n";

  /** Adds events, changes the run, and writes the rows that it leaves. */
  static final String APPEND =
      SESSION + HEAD_EXISTS + LOCKED + GUARD + EVENTS + MESSAGES + DETAILS + COUNT;

  /** Adds the last event of a run whose log is not read. */
  static final String APPEND_CLOSING =
      SESSION + HEAD_EXISTS + LOCKED + GUARD + EVENTS + MESSAGES + DETAILS + CLOSED + COUNT;

  /**
   * Inserts a run with its first events; does nothing if a unique index already has another. One
   * that is over already is in no index of active runs, so it looks for itself.
   */
  static final String START =
      """
      WITH session AS MATERIALIZED (
        SELECT s.id FROM {schema}.sessions s WHERE s.id = :session AND s.user_id = :owner
      """
          + HEAD_EXISTS
          + """
          FOR KEY SHARE OF s), target AS (
            INSERT INTO {schema}.runs (id, session_id, user_id, branch, status, model_provider, model_name,
              lease_owner, lease_until, fence, last_seq, tokens_input, tokens_output, tokens_cache_read,
              tokens_cache_write, tokens_reasoning, cost_usd, error, idempotency_key, cancel_requested,
              tries, started_at, finished_at)
            SELECT :run, session.id, :owner, :branch, :status, :provider, :model,
              CASE WHEN :over THEN NULL ELSE :lease_owner END, CASE WHEN :over THEN NULL ELSE
          """
          + LeaseTime.of(":lease_until")
          + """
              END, :fence, :last_seq, :input, :output, :cache_read, :cache_write, :reasoning, :cost::numeric,
              :error::jsonb, :key, :cancel, :tries, :started, CASE WHEN :over THEN :at::timestamptz END
            FROM session
            WHERE NOT :over OR NOT EXISTS (
              SELECT FROM {schema}.runs r
              WHERE r.session_id = session.id AND r.branch = :branch AND r.finished_at IS NULL)
            ON CONFLICT DO NOTHING
            RETURNING runs.*, runs.id AS run_id
          ),
          """
          + EVENTS
          + MESSAGES
          + DETAILS
          + "SELECT * FROM target";

  private CommitSql() {}

  /** Binds the run and its events for {@link #APPEND} and {@link #APPEND_CLOSING}. */
  static Parameters bindAppend(Parameters statement, RunCommit commit, Instant at) {
    List<RunEvent> events = commit.events();
    return bindEvents(statement, commit, at)
        .bind("first_seq", events.isEmpty() ? Long.MAX_VALUE : events.get(0).seq());
  }

  /** Binds the run and its events for {@link #START}. */
  static Parameters bindEvents(Parameters statement, RunCommit commit, Instant at) {
    List<RunEvent> events = commit.events();
    LogRow row = events.isEmpty() ? null : LogRow.of(events);
    return statement
        .bind("run", commit.runId().value())
        .bind("fence", commit.fence())
        .bind("last_seq", row == null ? 0 : row.seq())
        .bind("type", row == null ? null : row.type())
        .bind("payload", row == null ? null : row.payload())
        .bind("at", Bind.time(at))
        .bind("input", commit.usage().input())
        .bind("output", commit.usage().output())
        .bind("cache_read", commit.usage().cacheRead())
        .bind("cache_write", commit.usage().cacheWrite())
        .bind("reasoning", commit.usage().reasoning())
        .bind("cost", commit.costUsd());
  }

  /** Binds what {@link #APPEND} and {@link #START} need besides. */
  static Parameters bindRows(Parameters statement, RunCommit commit) {
    ProjectionChange change = commit.change();
    ProjectionChange.HeadMove head = change.head();
    MessageId from = head == null ? null : head.onlyFrom();
    MessageSql.bind(statement, change.messages());
    DetailSql.bindCalls(statement, change.toolCalls());
    DetailSql.bindThoughts(statement, change.thoughts());
    return statement
        .bind("status", Bind.name(commit.status()))
        .bind("over", commit.status().isTerminal())
        .bind("error", StoredJson.binary(commit.error()))
        .bind("head_to", head == null ? null : head.to().value())
        .bind("head_from", from == null ? null : from.value())
        .bind("title", CleanText.cleanOrNull(change.title()))
        .bind("title_words", change.title() == null ? "" : WordSql.ofTitle(change.title()))
        .bind("touches", touchesSession(commit));
  }

  /** Binds what {@link #APPEND_CLOSING} needs. */
  static Parameters bindClosing(Parameters statement, RunCommit commit) {
    return bindRows(statement, commit)
        .bind("answer_status", Bind.name(commit.status().ofAnswer()))
        .bind("call_error", RunCommit.CALL_CLOSED);
  }

  private static boolean touchesSession(RunCommit commit) {
    ProjectionChange change = commit.change();
    return change.head() != null || change.title() != null || commit.status().isTerminal();
  }
}

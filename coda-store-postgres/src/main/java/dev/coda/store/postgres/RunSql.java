package dev.coda.store.postgres;

/** Statements on runs, for one schema. */
final class RunSql {
  private static final String COLUMNS =
      """
      SELECT r.id, r.session_id, r.user_id, r.branch, r.status, r.model_provider, r.model_name, r.lease_owner,
        r.lease_until, r.fence, coalesce(l.seq, r.last_seq) AS last_seq,
        coalesce(l.tokens_input, r.tokens_input) AS tokens_input,
        coalesce(l.tokens_output, r.tokens_output) AS tokens_output,
        coalesce(l.tokens_cache_read, r.tokens_cache_read) AS tokens_cache_read,
        coalesce(l.tokens_cache_write, r.tokens_cache_write) AS tokens_cache_write,
        coalesce(l.tokens_reasoning, r.tokens_reasoning) AS tokens_reasoning,
        CASE WHEN l.tokens_input IS NULL THEN r.cost_usd ELSE l.cost_usd END AS cost_usd,
        r.error, r.idempotency_key, r.cancel_requested, r.tries, r.started_at, r.finished_at
      """;

  /** The latest row of the log of a run {@code r} if it is later than the run's row. */
  private static final String LATEST =
      """
       LEFT JOIN LATERAL (
        SELECT e.seq, e.tokens_input, e.tokens_output, e.tokens_cache_read, e.tokens_cache_write,
          e.tokens_reasoning, e.cost_usd
        FROM {schema}.run_events e WHERE e.run_id = r.id AND e.seq > r.last_seq
        ORDER BY e.seq DESC LIMIT 1) l ON true
      """;

  /** The number of the last event of a run {@code r}. */
  private static final String LAST_SEQ =
      """
      coalesce((SELECT max(e.seq) FROM {schema}.run_events e WHERE e.run_id = r.id AND e.seq > r.last_seq),
        r.last_seq) AS last_seq
      """;

  private static final String RUNS = COLUMNS + "FROM {schema}.runs r" + LATEST;

  final PreparedSql start;
  final PreparedSql append;
  final PreparedSql appendClosing;

  final String logBytes;
  final String progress;
  final String find;
  final String findByKey;
  final String earlier;
  final String obstacle;
  final String state;
  final String active;
  final String activeOfUser;
  final String renew;
  final String cancelRequested;
  final String release;
  final String claim;
  final String begin;
  final String claimWaiting;
  final String cancel;

  RunSql(Database database) {
    start = database.prepared(CommitSql.START);
    append = database.prepared(CommitSql.APPEND);
    appendClosing = database.prepared(CommitSql.APPEND_CLOSING);
    logBytes =
        database.sql(
            """
            SELECT coalesce(sum(octet_length(payload::text)), 0)::bigint FROM {schema}.run_events
            WHERE run_id = :run
            """);
    progress =
        database.sql(
            "SELECT r.id, r.status, "
                + LAST_SEQ
                + "FROM {schema}.runs r WHERE r.id = ANY (:runs::uuid[])");
    find = database.sql(RUNS + "WHERE r.id = :run AND r.user_id = :owner");
    findByKey = database.sql(RUNS + "WHERE r.user_id = :owner AND r.idempotency_key = :key");
    earlier =
        database.sql(
            RUNS
                + """
                WHERE r.user_id = :owner AND (r.id = :run OR r.idempotency_key = :key)
                ORDER BY r.id = :run DESC LIMIT 1
                """);
    obstacle =
        database.sql(
            """
            SELECT CASE
              WHEN NOT EXISTS (SELECT FROM {schema}.sessions s WHERE s.id = :session AND s.user_id = :owner)
                THEN 'no session'
              WHEN EXISTS (SELECT FROM {schema}.runs r WHERE r.id = :run OR
                (r.session_id = :session AND r.branch = :branch AND r.finished_at IS NULL))
                THEN 'other run'
              ELSE 'none' END
            """);
    state =
        database.sql(
            """
            SELECT r.fence, r.finished_at IS NOT NULL AS over, e.type, e.payload,
            """
                + LAST_SEQ
                + """
                FROM {schema}.runs r LEFT JOIN {schema}.run_events e ON e.run_id = r.id AND e.seq = :seq
                WHERE r.id = :run
                """);
    active =
        database.sql(
            RUNS
                + """
                WHERE r.session_id = :session AND r.user_id = :owner AND r.finished_at IS NULL
                ORDER BY r.started_at, r.id
                """);
    activeOfUser =
        database.sql(
            RUNS
                + """
                WHERE r.user_id = :owner AND r.finished_at IS NULL
                ORDER BY r.started_at, r.id
                """);
    renew =
        database.sql(
            """
            UPDATE {schema}.runs r SET lease_until =
            """
                + LeaseTime.of("l.until")
                + """
                FROM unnest(:run::uuid[], :owner::text[], :fence::bigint[], :until::timestamptz[])
                  AS l (run, owner, fence, until)
                WHERE r.id = l.run AND r.lease_owner = l.owner AND r.fence = l.fence AND r.finished_at IS NULL
                RETURNING r.id, r.cancel_requested
                """);
    cancelRequested =
        database.sql(
            """
            SELECT id FROM {schema}.runs
            WHERE id = ANY (:runs::uuid[]) AND cancel_requested AND finished_at IS NULL
            """);
    release =
        database.sql(
            """
            UPDATE {schema}.runs SET fence = fence + 1, tries = greatest(tries - 1, 0), lease_until =
            """
                + LeaseTime.of(":until")
                + """
                WHERE id = :run AND lease_owner = :owner AND fence = :fence AND finished_at IS NULL
                RETURNING cancel_requested
                """);
    begin =
        database.sql(
            """
            WITH session AS MATERIALIZED (
              SELECT s.id FROM {schema}.runs r JOIN {schema}.sessions s ON s.id = r.session_id
              WHERE r.id = :run FOR KEY SHARE OF s)
            UPDATE {schema}.runs r SET branch = :branch, started_at = :started FROM session
            WHERE r.id = :run AND r.session_id = session.id AND r.fence = :fence AND r.status = 'queued'
            """);
    claimWaiting =
        database.sql(
            """
            WITH r AS (
              UPDATE {schema}.runs SET lease_owner = :owner, fence = fence + 1, lease_until =
            """
                + LeaseTime.of(":until")
                + """
                  WHERE id = :run AND user_id = :user AND status IN ('paused', 'queued')
                  RETURNING *)
                """
                + COLUMNS
                + "FROM r"
                + LATEST);
    claim =
        database.sql(
            """
            WITH expired AS (
              SELECT id, lease_until FROM {schema}.runs
              WHERE finished_at IS NULL AND lease_until <
            """
                + LeaseTime.of(":now")
                + """
                  ORDER BY lease_until, id LIMIT :limit FOR NO KEY UPDATE SKIP LOCKED
                ), r AS (
                  UPDATE {schema}.runs SET lease_owner = :owner, fence = runs.fence + 1,
                    tries = runs.tries + 1, lease_until =
                """
                + LeaseTime.of(":until")
                + """
                  FROM expired WHERE runs.id = expired.id
                  RETURNING runs.*, expired.lease_until AS expired_at)
                """
                + COLUMNS
                + "FROM r"
                + LATEST
                + "ORDER BY r.expired_at, r.id");
    cancel =
        database.sql(
            """
            UPDATE {schema}.runs SET cancel_requested = true
            WHERE id = :run AND user_id = :owner AND finished_at IS NULL
            """);
  }
}

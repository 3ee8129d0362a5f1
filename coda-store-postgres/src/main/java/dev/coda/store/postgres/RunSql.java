package dev.coda.store.postgres;

/** Statements on runs, for one schema. */
final class RunSql {
  private static final String COLUMNS =
      """
      SELECT r.id, r.session_id, r.user_id, r.branch, r.status, r.model_provider, r.model_name, r.lease_owner,
        r.lease_until, r.fence, r.last_seq, r.tokens_input, r.tokens_output, r.tokens_cache_read,
        r.tokens_cache_write, r.tokens_reasoning, r.cost_usd, r.error, r.idempotency_key, r.cancel_requested,
        r.tries, r.started_at, r.finished_at
      """;

  final PreparedSql start;
  final PreparedSql append;
  final PreparedSql appendEvents;
  final PreparedSql appendStep;
  final PreparedSql appendClosing;

  /** Takes row after row until the next one would be too much: none behind that is read. */
  final String events;

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
  final String claimPaused;
  final String cancel;

  RunSql(Database database) {
    start = database.prepared(CommitSql.START);
    append = database.prepared(CommitSql.APPEND);
    appendEvents = database.prepared(CommitSql.APPEND_EVENTS);
    appendStep = database.prepared(CommitSql.APPEND_STEP);
    appendClosing = database.prepared(CommitSql.APPEND_CLOSING);
    logBytes =
        database.sql(
            """
            SELECT coalesce(sum(octet_length(payload::text)), 0)::bigint FROM {schema}.run_events
            WHERE run_id = :run
            """);
    events =
        database.sql(
            """
            WITH RECURSIVE page AS (
              (SELECT e.seq, e.type, e.payload, e.ts, 1 AS place, octet_length(e.payload::text)::bigint AS bytes
              FROM {schema}.run_events e
              WHERE e.run_id = :run AND e.seq > :after ORDER BY e.seq LIMIT least(:limit, 1))
              UNION ALL
              SELECT e.seq, e.type, e.payload, e.ts, page.place + 1, page.bytes + octet_length(e.payload::text)
              FROM page CROSS JOIN LATERAL (
                SELECT * FROM {schema}.run_events next
                WHERE next.run_id = :run AND next.seq > page.seq ORDER BY next.seq LIMIT 1) e
              WHERE page.place < :limit AND page.bytes + octet_length(e.payload::text) <= :bytes)
            SELECT r.session_id, page.seq, page.type, page.payload, page.ts
            FROM page JOIN {schema}.runs r ON r.id = :run ORDER BY page.seq
            """);
    progress =
        database.sql(
            "SELECT id, status, last_seq FROM {schema}.runs WHERE id = ANY (:runs::uuid[])");
    find = database.sql(COLUMNS + "FROM {schema}.runs r WHERE r.id = :run AND r.user_id = :owner");
    findByKey =
        database.sql(
            COLUMNS + "FROM {schema}.runs r WHERE r.user_id = :owner AND r.idempotency_key = :key");
    earlier =
        database.sql(
            COLUMNS
                + """
                FROM {schema}.runs r WHERE r.user_id = :owner AND (r.id = :run OR r.idempotency_key = :key)
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
            SELECT r.fence, r.last_seq, r.finished_at IS NOT NULL AS over, e.type, e.payload
            FROM {schema}.runs r LEFT JOIN {schema}.run_events e ON e.run_id = r.id AND e.seq = :seq
            WHERE r.id = :run
            """);
    active =
        database.sql(
            COLUMNS
                + """
                FROM {schema}.runs r
                WHERE r.session_id = :session AND r.user_id = :owner AND r.finished_at IS NULL
                ORDER BY r.started_at, r.id
                """);
    activeOfUser =
        database.sql(
            COLUMNS
                + """
                FROM {schema}.runs r
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
    claimPaused =
        database.sql(
            """
            WITH r AS (
              UPDATE {schema}.runs SET lease_owner = :owner, fence = fence + 1, lease_until =
            """
                + LeaseTime.of(":until")
                + """
                  WHERE id = :run AND user_id = :user AND status = 'paused'
                  RETURNING *)
                """
                + COLUMNS
                + "FROM r");
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
                + "FROM r ORDER BY r.expired_at, r.id");
    cancel =
        database.sql(
            """
            UPDATE {schema}.runs SET cancel_requested = true
            WHERE id = :run AND user_id = :owner AND finished_at IS NULL
            """);
  }
}

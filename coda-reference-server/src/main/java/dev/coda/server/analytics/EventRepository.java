package dev.coda.server.analytics;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** Writes {@code analytics_events}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface EventRepository extends GenericRepository<AnalyticsRow, UUID> {
  /** Inserts many. Users and sessions that are gone meanwhile are left out of them. */
  @Query(
      """
      INSERT INTO analytics_events (id, event_type, user_id, session_id, properties, timestamp)
      SELECT e.id, e.event_type, u.id, s.id, e.properties, e.timestamp
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS e (
             id uuid, event_type text, user_id uuid, session_id uuid, properties jsonb,
             timestamp timestamptz)
        LEFT JOIN sessions s ON s.id = e.session_id
        LEFT JOIN users u ON u.id = COALESCE(e.user_id, s.user_id)
      """)
  long insert(String rows);
}

package dev.coda.server.dialect.responses;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads and writes {@code deleted_responses}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface DeletedResponses extends GenericRepository<DeletedResponse, UUID> {
  @Query("INSERT INTO deleted_responses (run_id) VALUES (:runId) ON CONFLICT DO NOTHING")
  long add(UUID runId);

  @Query(
      """
      INSERT INTO deleted_responses (run_id, with_session) VALUES (:runId, true)
      ON CONFLICT (run_id) DO UPDATE SET with_session = true
      """)
  long addWithSession(UUID runId);

  @Query("SELECT EXISTS (SELECT FROM deleted_responses WHERE run_id = :runId)")
  boolean has(UUID runId);

  /** Returns sessions that are to go, but for those that somebody has continued. */
  @Query(
      """
      SELECT r.user_id, r.session_id FROM deleted_responses d JOIN runs r ON r.id = d.run_id
      WHERE d.with_session AND r.finished_at < :time
        AND NOT EXISTS (SELECT FROM runs o WHERE o.session_id = r.session_id AND o.id <> r.id)
      LIMIT 100
      """)
  List<UnstoredResponse> endedBefore(Instant time);
}

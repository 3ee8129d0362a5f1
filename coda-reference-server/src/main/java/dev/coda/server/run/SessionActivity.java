package dev.coda.server.run;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Looks for what has happened in sessions. Blocks no thread. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface SessionActivity extends GenericRepository<StartedRun, UUID> {
  /** Returns those of these sessions that exist. */
  @Query("SELECT id FROM sessions WHERE id IN (:sessions)")
  Flux<UUID> existing(Collection<UUID> sessions);

  /** Returns the runs of these sessions that are active, or were started after a time. */
  @Query(
      """
      SELECT id, session_id, started_at, finished_at
        FROM runs
       WHERE session_id IN (:sessions) AND (finished_at IS NULL OR started_at > :after)
       ORDER BY started_at, id
      """)
  Flux<StartedRun> runs(Collection<UUID> sessions, Instant after);
}

package dev.coda.server.session;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads the marks in {@code sessions.metadata}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface SessionMarkRepository extends GenericRepository<SessionMark, UUID> {
  /** Finds those of some sessions. */
  @Query(
      """
      SELECT id,
             COALESCE(metadata -> 'pinned' = 'true', false) AS pinned,
             COALESCE(metadata -> 'archived' = 'true', false) AS archived
        FROM sessions
       WHERE user_id = :userId AND id IN (:ids)
      """)
  List<SessionMark> find(UUID userId, Collection<UUID> ids);

  /** Finds the pinned sessions that changed last. */
  @Query(
      """
      SELECT id, true AS pinned, COALESCE(metadata -> 'archived' = 'true', false) AS archived
        FROM sessions
       WHERE user_id = :userId AND metadata -> 'pinned' = 'true'
       ORDER BY updated_at DESC, id DESC
       LIMIT :limit
      """)
  List<SessionMark> pinned(UUID userId, int limit);
}

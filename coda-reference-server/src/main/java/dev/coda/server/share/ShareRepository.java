package dev.coda.server.share;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code session_shares}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface ShareRepository extends GenericRepository<SessionShare, UUID> {
  SessionShare save(SessionShare share);

  List<SessionShare> findByUserIdOrderByCreatedAtDesc(UUID userId);

  List<SessionShare> findByUserIdAndSessionIdOrderByCreatedAtDesc(UUID userId, UUID sessionId);

  long countByUserId(UUID userId);

  @Query("DELETE FROM session_shares WHERE id = :id AND user_id = :userId")
  long remove(UUID id, UUID userId);

  /** Finds a link that has not expired. */
  @Query(
      """
      SELECT * FROM session_shares
       WHERE token_hash = :hash AND (expires_at IS NULL OR expires_at > :now)
      """)
  Optional<SessionShare> findOpen(String hash, Instant now);
}

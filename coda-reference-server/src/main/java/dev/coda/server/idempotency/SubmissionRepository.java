package dev.coda.server.idempotency;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.UUID;

/** Reads and writes {@code submissions}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface SubmissionRepository extends GenericRepository<Submission, UUID> {
  /** Stores this one unless the key has one already, and returns the one that it has then. */
  @Query(
      """
      WITH first AS (
        INSERT INTO submissions (id, user_id, key, fingerprint, created_at)
        VALUES (:id, :userId, :key, :fingerprint, :createdAt)
        ON CONFLICT (user_id, key) DO UPDATE SET key = excluded.key
        RETURNING id, user_id, key, fingerprint, answer, created_at)
      SELECT id, user_id, key, fingerprint, answer, created_at FROM first
      """)
  Submission claim(UUID id, UUID userId, String key, String fingerprint, Instant createdAt);

  @Query("SELECT EXISTS (SELECT FROM submissions WHERE user_id = :userId AND key = :key)")
  boolean isKnown(UUID userId, String key);

  @Query("UPDATE submissions SET answer = :answer WHERE user_id = :userId AND key = :key")
  long answer(UUID userId, String key, String answer);

  @Query(
      """
      UPDATE submissions SET created_at = :now
      WHERE user_id = :userId AND key = :key AND answer IS NULL AND created_at < :before
      """)
  long takeOver(UUID userId, String key, Instant now, Instant before);

  @Query("DELETE FROM submissions WHERE user_id = :userId AND key = :key")
  long delete(UUID userId, String key);

  @Query("DELETE FROM submissions WHERE created_at < :before")
  long deleteOlderThan(Instant before);
}

package dev.coda.server.token;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Reads and writes {@code personal_access_tokens}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface TokenRepository extends GenericRepository<PersonalToken, UUID> {
  PersonalToken save(PersonalToken token);

  List<PersonalToken> findByUserIdOrderByCreatedAtDesc(UUID userId);

  long countByUserId(UUID userId);

  @Query("DELETE FROM personal_access_tokens WHERE id = :id AND user_id = :userId")
  long remove(UUID id, UUID userId);

  /** Finds who holds a token that has not expired. Blocks no thread. */
  @Query(
      """
      SELECT t.id, t.user_id, u.organization_id, t.scopes, t.last_used_at
        FROM personal_access_tokens t
        JOIN users u ON u.id = t.user_id
       WHERE t.token_hash = :hash AND (t.expires_at IS NULL OR t.expires_at > :now)
         AND u.deleted_at IS NULL
      """)
  Mono<TokenHolder> findHolder(String hash, Instant now);

  @Query("UPDATE personal_access_tokens SET last_used_at = :now WHERE id = :id")
  Mono<Long> touch(UUID id, Instant now);
}

package dev.coda.server.auth;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads and writes {@code sign_ins}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface SignInRepository extends GenericRepository<SignIn, UUID> {
  SignIn save(SignIn signIn);

  Optional<SignIn> findById(UUID id);

  /**
   * Returns whether a sign-in lasts and belongs to this user of this organization. Blocks no
   * thread, for every request needs it.
   */
  @Query(
      """
      SELECT s.revoked_at IS NULL AND s.expires_at > :now
        FROM sign_ins s
        JOIN users u ON u.id = s.user_id
       WHERE s.id = :id AND s.user_id = :userId AND u.organization_id = :organizationId
         AND u.deleted_at IS NULL
      """)
  Mono<Boolean> isLive(UUID id, UUID userId, UUID organizationId, Instant now);

  /** Returns those of these sign-ins and personal access tokens that have not ended. */
  @Query(
      """
      SELECT id FROM sign_ins WHERE id IN (:ids) AND revoked_at IS NULL AND expires_at > :now
      UNION ALL
      SELECT id FROM personal_access_tokens
       WHERE id IN (:ids) AND (expires_at IS NULL OR expires_at > :now)
      """)
  Flux<UUID> findLive(Collection<UUID> ids, Instant now);

  @Query("UPDATE sign_ins SET expires_at = :expiresAt WHERE id = :id")
  long extend(UUID id, Instant expiresAt);

  @Query("UPDATE sign_ins SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
  long revoke(UUID id, Instant now);

  @Query("DELETE FROM sign_ins WHERE expires_at < :now")
  long deleteExpired(Instant now);
}

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

  /** Asks without a thread that waits: this stands before every request. */
  @Query("SELECT revoked_at IS NULL AND expires_at > :now FROM sign_ins WHERE id = :id")
  Mono<Boolean> isLive(UUID id, Instant now);

  /** Returns those of these sign-ins that have not ended. */
  @Query("SELECT id FROM sign_ins WHERE id IN (:ids) AND revoked_at IS NULL AND expires_at > :now")
  Flux<UUID> findLive(Collection<UUID> ids, Instant now);

  @Query("UPDATE sign_ins SET expires_at = :expiresAt WHERE id = :id")
  long extend(UUID id, Instant expiresAt);

  @Query("UPDATE sign_ins SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
  long revoke(UUID id, Instant now);

  @Query("DELETE FROM sign_ins WHERE expires_at < :now")
  long deleteExpired(Instant now);
}

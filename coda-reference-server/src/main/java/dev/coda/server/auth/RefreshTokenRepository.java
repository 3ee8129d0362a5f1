package dev.coda.server.auth;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code refresh_tokens}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface RefreshTokenRepository extends GenericRepository<RefreshToken, UUID> {
  RefreshToken save(RefreshToken token);

  Optional<RefreshToken> findByTokenHash(String tokenHash);

  /** Marks a token as used; of several at once exactly one gets 1, the others 0. */
  @Query("UPDATE refresh_tokens SET used_at = :now WHERE id = :id AND used_at IS NULL")
  long claim(UUID id, Instant now);
}

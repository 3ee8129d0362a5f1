package dev.coda.server.key;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and writes {@code users.api_keys}, an object with a member for each provider. Thread-safe.
 */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface KeyRepository extends GenericRepository<KeyOwner, UUID> {
  @Query("SELECT CAST(api_keys AS text) FROM users WHERE id = :id")
  Optional<String> findKeys(UUID id);

  @Query(
      """
      UPDATE users
         SET api_keys = api_keys || jsonb_build_object(CAST(:provider AS text), CAST(:entry AS jsonb)),
             updated_at = :now
       WHERE id = :id
      """)
  long put(UUID id, String provider, String entry, Instant now);

  /** Replaces an entry unless it has changed meanwhile. */
  @Query(
      """
      UPDATE users
         SET api_keys = api_keys || jsonb_build_object(CAST(:provider AS text), CAST(:entry AS jsonb))
       WHERE id = :id AND api_keys -> CAST(:provider AS text) ->> 'sealed' = :before
      """)
  long replace(UUID id, String provider, String before, String entry);

  @Query(
      """
      UPDATE users SET api_keys = api_keys - CAST(:provider AS text), updated_at = :now
       WHERE id = :id AND jsonb_exists(api_keys, CAST(:provider AS text))
      """)
  long remove(UUID id, String provider, Instant now);
}

package dev.coda.server.preference;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code users.preferences}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface PreferenceRepository extends GenericRepository<PreferenceOwner, UUID> {
  @Query("SELECT CAST(preferences AS text) FROM users WHERE id = :id")
  Optional<String> findPreferences(UUID id);

  /** Sets the members of a JSON object; one that is null is removed. */
  @Query(
      """
      UPDATE users
         SET preferences = jsonb_strip_nulls(preferences || CAST(:changes AS jsonb)),
             updated_at = :now
       WHERE id = :id
      """)
  long change(UUID id, String changes, Instant now);
}

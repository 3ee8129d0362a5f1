package dev.coda.server.attachment;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** Adds up what is kept in {@code artifacts}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface KeptBytesRepository extends GenericRepository<KeptBytes, UUID> {
  /** Returns the bytes that are kept for a user. */
  @Query("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM artifacts WHERE user_id = :userId")
  long ofUser(UUID userId);
}

package dev.coda.server.dialect.responses;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** Reads and writes {@code deleted_responses}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface DeletedResponses extends GenericRepository<DeletedResponse, UUID> {
  @Query("INSERT INTO deleted_responses (run_id) VALUES (:runId) ON CONFLICT DO NOTHING")
  long add(UUID runId);

  @Query("SELECT EXISTS (SELECT FROM deleted_responses WHERE run_id = :runId)")
  boolean has(UUID runId);
}

package dev.coda.server.metrics;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Counts {@code runs}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface StoredRunRepository extends GenericRepository<StoredRun, UUID> {
  @Query("SELECT status, count(*) AS runs FROM runs WHERE finished_at IS NULL GROUP BY status")
  Flux<RunCount> countUnfinished();
}

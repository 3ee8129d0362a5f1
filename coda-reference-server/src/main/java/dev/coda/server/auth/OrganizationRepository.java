package dev.coda.server.auth;

import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** Reads and writes {@code organizations}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface OrganizationRepository extends GenericRepository<Organization, UUID> {
  Organization save(Organization organization);
}

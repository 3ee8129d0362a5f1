package dev.coda.server.auth;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code users}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface UserRepository extends GenericRepository<User, UUID> {
  User save(User user);

  boolean existsByEmail(String email);

  Optional<User> findByEmail(String email);

  Optional<User> findById(UUID id);

  @Query(
      """
      SELECT u.id, u.email, u.name,
             o.id AS organization_id, o.name AS organization_name, o.plan,
             o.quota_tokens, o.quota_requests, o.quota_cost_usd,
             c.tokens AS used_tokens, c.requests AS used_requests, c.cost_usd AS used_cost_usd
        FROM users u
        JOIN organizations o ON o.id = u.organization_id
       CROSS JOIN LATERAL (
             SELECT CAST(COALESCE(sum(tokens), 0) AS bigint) AS tokens,
                    CAST(COALESCE(sum(requests), 0) AS bigint) AS requests,
                    COALESCE(sum(cost_usd), 0) AS cost_usd
               FROM usage_counters
              WHERE organization_id = o.id AND period_start = :period) c
       WHERE u.id = :id
      """)
  Optional<AccountRow> findAccount(UUID id, LocalDate period);
}

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
             o.quota_tokens, o.quota_requests,
             COALESCE(c.tokens, 0) AS used_tokens, COALESCE(c.requests, 0) AS used_requests
        FROM users u
        JOIN organizations o ON o.id = u.organization_id
        LEFT JOIN usage_counters c ON c.organization_id = o.id AND c.period_start = :period
       WHERE u.id = :id
      """)
  Optional<AccountRow> findAccount(UUID id, LocalDate period);
}

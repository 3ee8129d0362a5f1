package dev.coda.server.auth;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code users}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface UserRepository extends GenericRepository<User, UUID> {
  User save(User user);

  boolean existsByEmail(String email);

  Optional<User> findByEmailAndDeletedAtIsNull(String email);

  Optional<User> findByIdAndDeletedAtIsNull(UUID id);

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
       WHERE u.id = :id AND u.deleted_at IS NULL
      """)
  Optional<AccountRow> findAccount(UUID id, LocalDate period);

  /**
   * Marks a user as deleted, in one statement with all that lets them in or names them. The address
   * is free from then on.
   */
  @Query(
      """
      WITH leaving AS (
             SELECT email, name, organization_id FROM users
              WHERE id = :id AND deleted_at IS NULL FOR UPDATE),
           renamed AS (
             UPDATE organizations o SET name = 'Deleted account' FROM leaving l
              WHERE o.id = l.organization_id AND o.name IN (l.email, l.name)),
           closed_sign_ins AS (DELETE FROM sign_ins WHERE user_id = :id),
           closed_tokens AS (DELETE FROM personal_access_tokens WHERE user_id = :id),
           closed_shares AS (DELETE FROM session_shares WHERE user_id = :id),
           marked AS (
             UPDATE users u
                SET email = CAST(u.id AS text), name = NULL, password_hash = '', api_keys = '{}',
                    preferences = '{}', updated_at = :now, deleted_at = :now
               FROM leaving
              WHERE u.id = :id RETURNING u.id)
      SELECT count(*) FROM marked
      """)
  long markDeleted(UUID id, Instant now);
}

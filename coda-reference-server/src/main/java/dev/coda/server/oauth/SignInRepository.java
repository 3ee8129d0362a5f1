package dev.coda.server.oauth;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code mcp_sign_ins} and {@code begun_mcp_sign_ins}. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface SignInRepository extends GenericRepository<SignInRow, UUID> {
  @Query(
      """
      SELECT user_id, sealed, version FROM mcp_sign_ins
       WHERE user_id = :userId AND server = :server
      """)
  Optional<SignInRow> find(UUID userId, String server);

  @Query(
      """
      INSERT INTO mcp_sign_ins (user_id, server, sealed, version, signed_in_at)
      VALUES (:userId, :server, :sealed, nextval('mcp_sign_in_versions'), :now)
      ON CONFLICT (user_id, server) DO UPDATE
         SET sealed = excluded.sealed, version = excluded.version, claimed_until = NULL,
             signed_in_at = excluded.signed_in_at
      """)
  long put(UUID userId, String server, String sealed, Instant now);

  @Query(
      """
      UPDATE mcp_sign_ins
         SET sealed = :sealed, version = nextval('mcp_sign_in_versions'), claimed_until = NULL
       WHERE user_id = :userId AND server = :server AND version = :version
      """)
  long replace(UUID userId, String server, long version, String sealed);

  @Query(
      """
      UPDATE mcp_sign_ins SET claimed_until = :until
       WHERE user_id = :userId AND server = :server AND version = :version
         AND (claimed_until IS NULL OR claimed_until <= :now)
      """)
  long claim(UUID userId, String server, long version, Instant now, Instant until);

  @Query(
      """
      DELETE FROM mcp_sign_ins
       WHERE user_id = :userId AND server = :server AND version = :version
      """)
  long remove(UUID userId, String server, long version);

  @Query(
      """
      SELECT user_id, sealed, version FROM mcp_sign_ins
       WHERE server = :server ORDER BY signed_in_at DESC LIMIT 1
      """)
  Optional<SignInRow> findLatest(String server);

  @Query("SELECT server FROM mcp_sign_ins WHERE user_id = :userId")
  List<String> findServers(UUID userId);

  @Query("DELETE FROM mcp_sign_ins WHERE user_id = :userId")
  long removeAll(UUID userId);

  @Query(
      """
      INSERT INTO begun_mcp_sign_ins (state_hash, sealed, expires_at)
      VALUES (:stateHash, :sealed, :expiresAt)
      """)
  long begin(String stateHash, String sealed, Instant expiresAt);

  @Query("SELECT sealed FROM begun_mcp_sign_ins WHERE state_hash = :stateHash")
  Optional<String> findBegun(String stateHash);

  @Query("DELETE FROM begun_mcp_sign_ins WHERE state_hash = :stateHash")
  long removeBegun(String stateHash);

  @Query("DELETE FROM begun_mcp_sign_ins WHERE expires_at < :now")
  long removeExpired(Instant now);
}

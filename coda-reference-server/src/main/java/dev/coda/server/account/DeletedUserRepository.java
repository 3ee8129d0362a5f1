package dev.coda.server.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.r2dbc.annotation.R2dbcRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds users who are marked as deleted, and deletes their last rows. Thread-safe. */
@R2dbcRepository(dialect = Dialect.POSTGRES)
interface DeletedUserRepository extends GenericRepository<DeletedUser, UUID> {
  @Query("SELECT id FROM users WHERE deleted_at < :before ORDER BY deleted_at")
  List<DeletedUser> markedBefore(Instant before);

  @Query("DELETE FROM tool_permissions WHERE user_id = :id")
  long removePermissions(UUID id);

  /** Sessions that a late request has made; the trigger on their runs still needs the user. */
  @Query("DELETE FROM sessions WHERE user_id = :id")
  long removeSessions(UUID id);

  @Query("DELETE FROM users WHERE id = :id AND deleted_at IS NOT NULL")
  long removeUser(UUID id);
}

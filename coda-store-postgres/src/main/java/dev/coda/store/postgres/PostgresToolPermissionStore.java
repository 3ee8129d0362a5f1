package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.id.UserId;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.ToolPermission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Stores users' decisions about tools in PostgreSQL. Thread-safe. */
final class PostgresToolPermissionStore implements ToolPermissionStore {
  private final Database database;
  private final Clock clock;
  private final String find;
  private final String list;
  private final String put;
  private final String remove;

  PostgresToolPermissionStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.list =
        database.sql(
            """
            SELECT tool_name, permission, fingerprint FROM {schema}.tool_permissions WHERE user_id = :user
            """);
    this.find = list + "AND tool_name = :tool";
    this.put =
        database.sql(
            """
            INSERT INTO {schema}.tool_permissions (user_id, tool_name, permission, fingerprint, updated_at)
            VALUES (:user, :tool, :permission, :fingerprint, :now)
            ON CONFLICT (user_id, tool_name) DO UPDATE SET permission = EXCLUDED.permission,
              fingerprint = EXCLUDED.fingerprint, updated_at = EXCLUDED.updated_at
            """);
    this.remove =
        database.sql(
            "DELETE FROM {schema}.tool_permissions WHERE user_id = :user AND tool_name = :tool");
  }

  @Override
  public Optional<ToolSetting> find(UserId user, String toolName) {
    return database.with(handle ->
        handle
            .createQuery(find)
            .bind("user", user.value())
            .bind("tool", CleanText.clean(toolName))
            .map(PostgresToolPermissionStore::setting)
            .findOne());
  }

  @Override
  public List<ToolSetting> list(UserId user) {
    return database.with(handle ->
        handle
            .createQuery(list + "ORDER BY tool_name COLLATE \"C\"")
            .bind("user", user.value())
            .map(PostgresToolPermissionStore::setting)
            .list());
  }

  @Override
  public void put(UserId user, ToolSetting setting) {
    database.with(handle ->
        handle
            .createUpdate(put)
            .bind("user", user.value())
            .bind("tool", CleanText.clean(setting.toolName()))
            .bind("permission", Bind.name(setting.permission()))
            .bind("fingerprint", CleanText.cleanOrNull(setting.fingerprint()))
            .bind("now", Bind.time(clock.instant()))
            .execute());
  }

  @Override
  public boolean remove(UserId user, String toolName) {
    return database.with(handle ->
        handle
                .createUpdate(remove)
                .bind("user", user.value())
                .bind("tool", CleanText.clean(toolName))
                .execute()
            > 0);
  }

  private static ToolSetting setting(ResultSet row, StatementContext context) throws SQLException {
    return new ToolSetting(
        row.getString("tool_name"),
        ToolPermission.valueOf(row.getString("permission").toUpperCase(Locale.ROOT)),
        row.getString("fingerprint"));
  }
}

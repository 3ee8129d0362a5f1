package dev.coda.store.postgres;

import dev.coda.api.error.ConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables up to date, in one transaction under an advisory lock: processes that start
 * together wait for one another.
 */
final class Migrations {
  /** In the order in which they are applied; a file that was released does not change. */
  private static final List<Migration> ALL =
      List.of(
          Migration.of("V1__sessions_runs_and_embeddings.sql"),
          Migration.of("V2__tool_permissions.sql"),
          Migration.of("V3__artifacts.sql"),
          Migration.of("V4__tries_of_runs.sql"),
          Migration.of("V5__words_of_messages.sql"),
          Migration.of("V6__a_row_for_each_commit.sql"),
          Migration.of("V7__rewritten_logs.sql"));

  /** The table of Flyway, from when it still applied the same files. */
  private static final String FLYWAY_HISTORY = "coda_store_history";

  private static final String HISTORY = "coda_store_migrations";

  /** A table of a large installation takes long to rewrite. */
  private static final int MAX_MILLIS = 30 * 60 * 1000;

  private Migrations() {}

  /**
   * Applies missing migrations, and returns whether messages have words in the column of an earlier
   * version, see {@link WordsOfEarlierMessages}.
   *
   * @param chosen the schema that the application has set, or null to use the default one
   */
  static boolean run(DataSource dataSource, @Nullable String chosen, String defaultSchema) {
    String schema = chosen == null ? defaultSchema : chosen;
    try (Connection connection = dataSource.getConnection()) {
      if (chosen == null) {
        refuseTablesElsewhere(connection, schema);
      }
      int networkTimeout = connection.getNetworkTimeout();
      boolean autoCommit = connection.getAutoCommit();
      connection.setNetworkTimeout(Runnable::run, MAX_MILLIS);
      connection.setAutoCommit(false);
      try {
        apply(connection, schema);
        boolean earlierWords = hasEarlierWords(connection, schema);
        connection.commit();
        return earlierWords;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
      }
    } catch (SQLException e) {
      throw Failures.of("The tables of schema '" + schema + "' cannot be brought up to date", e);
    }
  }

  private static void apply(Connection connection, String schema) throws SQLException {
    // Of what others have committed meanwhile, all is seen once the lock is held.
    execute(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
    execute(connection, "SET LOCAL statement_timeout = " + MAX_MILLIS);
    execute(connection, "SET LOCAL lock_timeout = 0");
    query(connection, "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", "dev.coda " + schema);
    if (query(connection, "SELECT 1 FROM pg_namespace WHERE nspname = ?", schema).isEmpty()) {
      // IF NOT EXISTS would need the right to create schemas even where there is nothing to create.
      execute(connection, "CREATE SCHEMA " + schema);
    }
    execute(connection, "SET LOCAL search_path TO " + schema + ", public");
    Set<String> applied = new HashSet<>();
    if (exists(connection, schema, HISTORY)) {
      applied.addAll(query(connection, "SELECT version::text FROM " + HISTORY));
    } else {
      execute(
          connection,
          """
          CREATE TABLE %s (
            version    INTEGER PRIMARY KEY,
            file       TEXT NOT NULL,
            applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
          )
          """
              .formatted(HISTORY));
      if (exists(connection, schema, FLYWAY_HISTORY)) {
        applied.addAll(
            query(connection, "SELECT version FROM " + FLYWAY_HISTORY + " WHERE success"));
        record(connection, migration -> applied.contains(migration.version()));
      }
    }
    for (Migration migration : ALL) {
      if (!applied.contains(migration.version())) {
        execute(connection, migration.sql());
      }
    }
    record(connection, migration -> !applied.contains(migration.version()));
  }

  /** An application that used to keep its conversations in public is not shown an empty store. */
  private static void refuseTablesElsewhere(Connection connection, String schema)
      throws SQLException {
    boolean inPublic =
        exists(connection, "public", HISTORY) || exists(connection, "public", FLYWAY_HISTORY);
    if (inPublic && !exists(connection, schema, HISTORY)) {
      throw new ConfigurationException(
          "The stores' tables are in schema 'public', and the default is '%s': set the schema with PostgresStores.builder(dataSource).schema(…)."
              .formatted(schema));
    }
  }

  private static boolean hasEarlierWords(Connection connection, String schema) throws SQLException {
    return !query(
            connection,
            """
            SELECT 1 FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = 'messages' AND a.attname = 'search' AND NOT a.attisdropped
            """,
            schema)
        .isEmpty();
  }

  private static boolean exists(Connection connection, String schema, String table)
      throws SQLException {
    return !query(
            connection,
            "SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = ?",
            schema,
            table)
        .isEmpty();
  }

  private static void record(Connection connection, Predicate<Migration> which)
      throws SQLException {
    String insert = "INSERT INTO " + HISTORY + " (version, file) VALUES (?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (Migration migration : ALL) {
        if (which.test(migration)) {
          statement.setInt(1, Integer.parseInt(migration.version()));
          statement.setString(2, migration.file());
          statement.executeUpdate();
        }
      }
    }
  }

  private static Set<String> query(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      Set<String> found = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(String.valueOf(rows.getString(1)));
        }
      }
      return found;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}

package dev.coda.store.postgres;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One use of a {@link PreparedSql}: binds its parameters by position, straight into the driver. A
 * null keeps the type of its parameter, so that the server need not plan the statement again.
 * Confined to one thread at a time.
 */
final class Parameters {
  private final PreparedSql sql;
  private final PreparedStatement statement;

  Parameters(PreparedSql sql, PreparedStatement statement) {
    this.sql = sql;
    this.statement = statement;
  }

  Parameters bind(String name, @Nullable UUID value) {
    return set(
        name,
        position -> {
          if (value == null) {
            statement.setNull(position, Types.OTHER, "uuid");
          } else {
            statement.setObject(position, value);
          }
        });
  }

  Parameters bind(String name, @Nullable String value) {
    return set(name, position -> statement.setString(position, value));
  }

  Parameters bind(String name, long value) {
    return set(name, position -> statement.setLong(position, value));
  }

  Parameters bind(String name, boolean value) {
    return set(name, position -> statement.setBoolean(position, value));
  }

  Parameters bind(String name, @Nullable BigDecimal value) {
    return set(name, position -> statement.setBigDecimal(position, value));
  }

  Parameters bind(String name, OffsetDateTime value) {
    return set(name, position -> statement.setObject(position, value));
  }

  /** Binds an array of texts, for the statement to cast. */
  Parameters bind(String name, @Nullable String[] values) {
    return set(
        name,
        position ->
            statement.setArray(position, statement.getConnection().createArrayOf("text", values)));
  }

  /** Sends a statement that returns one number. */
  long count() {
    return first(row -> row.getLong(1))
        .orElseThrow(() -> new IllegalStateException("The statement returned nothing: " + sql));
  }

  /** Sends a statement that changes rows, and returns how many it has changed. */
  int execute() {
    try (PreparedStatement sent = statement) {
      return sent.executeUpdate();
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** Sends a statement that returns rows, and reads all of them. */
  <T> List<T> all(Reader<T> reader) {
    try (PreparedStatement sent = statement;
        ResultSet rows = sent.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(reader.read(rows));
      }
      return all;
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** Sends a statement that returns rows, and reads the first one. */
  <T> Optional<T> first(Reader<T> reader) {
    try (PreparedStatement sent = statement;
        ResultSet rows = sent.executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  private Parameters set(String name, Setter setter) {
    try {
      for (int position : sql.positions(name)) {
        setter.set(position);
      }
      return this;
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** Reads a row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private interface Setter {
    void set(int position) throws SQLException;
  }
}

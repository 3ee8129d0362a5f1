package dev.coda.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A statement that somebody sent, with its parameters as they were bound. Immutable.
 *
 * @param bindings the calls that bound them
 */
record RecordedStatement(String sql, List<Binding> bindings) {
  RecordedStatement {
    bindings = List.copyOf(bindings);
  }

  /** Binds one parameter. */
  @FunctionalInterface
  interface Binding {
    void bind(Connection connection, PreparedStatement statement) throws SQLException;
  }

  /** Sends the statement again, and returns how many rows came back or were written. */
  int send(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Binding binding : bindings) {
        binding.bind(connection, statement);
      }
      if (!statement.execute()) {
        return statement.getUpdateCount();
      }
      int rows = 0;
      try (ResultSet result = statement.getResultSet()) {
        while (result.next()) {
          rows++;
        }
      }
      return rows;
    }
  }
}

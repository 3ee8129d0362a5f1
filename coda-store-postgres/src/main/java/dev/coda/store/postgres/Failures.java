package dev.coda.store.postgres;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns exceptions of drivers and libraries into Coda's failures. Their texts can have statements
 * and the values of rows, so only the server's first line is used.
 */
final class Failures {
  /** Connection, resources, operator intervention, cancelled by a time limit. */
  private static final Set<String> UNAVAILABLE = Set.of("08", "53", "57");

  /** A value out of range or malformed, and one beyond what a type can hold. */
  private static final Set<String> REFUSED = Set.of("22", "54");

  private static final String CHECK_VIOLATION = "23514";

  private static final Set<String> REPEATABLE = Set.of("40001", "40P01");
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private Failures() {}

  static StoreException of(String what, Throwable failure) {
    SQLException cause = sqlCause(failure);
    if (cause == null) {
      return new StoreException(FailureKind.INTERNAL, what + ".", failure);
    }
    String state = cause.getSQLState();
    return new StoreException(
        kind(cause), "%s (SQLState %s).".formatted(what, state), headline(cause));
  }

  /** Returns whether the transaction lost against another and may simply be tried again. */
  static boolean isRepeatable(Throwable failure) {
    SQLException cause = sqlCause(failure);
    return cause != null && cause.getSQLState() != null && REPEATABLE.contains(cause.getSQLState());
  }

  private static FailureKind kind(SQLException failure) {
    String state = failure.getSQLState();
    if (failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLRecoverableException) {
      return FailureKind.STORE_UNAVAILABLE;
    }
    if (state == null || state.length() != 5) {
      return FailureKind.INTERNAL;
    }
    if (UNAVAILABLE.contains(state.substring(0, 2))
        || REPEATABLE.contains(state)
        || state.equals(LOCK_NOT_AVAILABLE)) {
      return FailureKind.STORE_UNAVAILABLE;
    }
    if (REFUSED.contains(state.substring(0, 2))) {
      return FailureKind.DATA_REFUSED;
    }
    return switch (state) {
      case CHECK_VIOLATION -> FailureKind.DATA_REFUSED;
      case "23505" -> FailureKind.CONFLICT;
      // A message without a row to hang on: see the depth in CommitSql.
      case "23502", "23503" -> FailureKind.NOT_FOUND;
      default -> FailureKind.INTERNAL;
    };
  }

  private static @Nullable SQLException sqlCause(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static SQLException headline(SQLException failure) {
    ServerErrorMessage server =
        failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
    if (server == null) {
      return failure;
    }
    SQLException headline = new SQLException(server.getMessage(), failure.getSQLState());
    headline.setStackTrace(failure.getStackTrace());
    return headline;
  }
}

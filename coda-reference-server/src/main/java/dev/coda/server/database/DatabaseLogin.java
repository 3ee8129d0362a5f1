package dev.coda.server.database;

import dev.coda.server.config.StartupException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Tries at the start whether the server can sign in to a database. */
public final class DatabaseLogin {
  private static final String STARTING_UP = "57P03";
  private static final String NO_DATABASE = "3D000";
  private static final String WRONG_PASSWORD = "28P01";
  private static final String NOT_ALLOWED = "28000";

  private DatabaseLogin() {}

  /**
   * Signs in and out.
   *
   * @param wait the longest time, rounded up to whole seconds
   */
  public static void attempt(DatabaseAddress address, Duration wait) throws SQLException {
    String seconds = Long.toString(Math.max(1, wait.toSeconds()));
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    // The first bounds all the attempts, which a host of several addresses makes one by one.
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties)) {
      Objects.requireNonNull(connection);
    }
  }

  /**
   * Signs in, and again while the database is starting up.
   *
   * @throws StartupException if that fails, with what to check
   */
  static void require(DatabaseAddress address, Duration wait) {
    Instant end = Instant.now().plus(wait);
    while (true) {
      Instant start = Instant.now();
      try {
        attempt(address, wait);
        return;
      } catch (SQLException e) {
        if (!STARTING_UP.equals(e.getSQLState()) || Instant.now().isAfter(end)) {
          boolean late = !Instant.now().isBefore(start.plus(wait));
          throw new StartupException("DATABASE_URL: " + explain(address, e, wait, late), e);
        }
      }
    }
  }

  /** Returns the reason of the failure in one line. */
  public static String firstLine(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("unknown");
  }

  private static String explain(
      DatabaseAddress address, SQLException failure, Duration wait, boolean late) {
    String place = address.host() + ":" + address.port();
    return switch (String.valueOf(failure.getSQLState())) {
      case NO_DATABASE ->
          "there is no database '%s' at %s; create it, or correct the name."
              .formatted(address.database(), place);
      case WRONG_PASSWORD ->
          "PostgreSQL at %s does not accept user '%s' with this password; check both."
              .formatted(place, address.user());
      case NOT_ALLOWED ->
          "PostgreSQL at %s does not let user '%s' in; check the user, pg_hba.conf and sslmode."
              .formatted(place, address.user());
      case STARTING_UP ->
          "PostgreSQL at %s is still starting or stopping; try again later.".formatted(place);
      default -> unreachable(place, address.host(), failure, wait, late);
    };
  }

  private static String unreachable(
      String place, String host, SQLException failure, Duration wait, boolean late) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "the host '%s' is not known; check its name.".formatted(host);
      }
      // The driver's own limit for a whole attempt has neither a cause nor a code of its own.
      if (cause instanceof SocketTimeoutException || late) {
        return "%s did not answer within %d s; check host, port and firewall."
            .formatted(place, wait.toSeconds());
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return "nothing answers at %s; check host and port, and that PostgreSQL runs."
            .formatted(place);
      }
    }
    return "PostgreSQL at %s cannot be used (%s).".formatted(place, firstLine(failure));
  }
}

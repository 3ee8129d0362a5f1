package dev.coda.server.database;

import dev.coda.server.config.StartupException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL is and how to sign in to it. Its text form leaves the password out. Immutable.
 *
 * @param options the query part of the URL it was read from, such as {@code sslmode=require}
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    String password,
    @Nullable String options) {
  private static final int DEFAULT_PORT = 5432;
  private static final String JDBC = "jdbc:";

  /**
   * Reads {@code postgresql://user:password@host:port/database}, with or without {@code jdbc:} in
   * front; the JDBC form may carry {@code user} and {@code password} as parameters instead.
   *
   * @throws StartupException if the text is no such URL; the message does not repeat it
   */
  public static DatabaseAddress parse(String url) {
    try {
      URI uri = new URI(url.startsWith(JDBC) ? url.substring(JDBC.length()) : url);
      String scheme = uri.getScheme();
      if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
        throw malformed();
      }
      String[] userInfo = split(uri.getRawUserInfo());
      return new DatabaseAddress(
          required(uri.getHost()),
          uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
          required(decode(uri.getRawPath().replaceFirst("^/", ""))),
          required(userInfo[0].isEmpty() ? parameter(uri, "user") : userInfo[0]),
          userInfo[1].isEmpty() ? parameter(uri, "password") : userInfo[1],
          remaining(uri));
    } catch (URISyntaxException e) {
      throw malformed();
    }
  }

  /** Returns the address for JDBC drivers, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s%s"
        .formatted(host, port, database, options == null ? "" : "?" + options);
  }

  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }

  private static String[] split(@Nullable String userInfo) {
    if (userInfo == null) {
      return new String[] {"", ""};
    }
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? new String[] {decode(userInfo), ""}
        : new String[] {
          decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1))
        };
  }

  private static String parameter(URI uri, String name) {
    for (String pair : query(uri)) {
      if (pair.startsWith(name + "=")) {
        return decode(pair.substring(name.length() + 1));
      }
    }
    return "";
  }

  private static @Nullable String remaining(URI uri) {
    StringBuilder kept = new StringBuilder();
    for (String pair : query(uri)) {
      if (!pair.isEmpty() && !pair.startsWith("user=") && !pair.startsWith("password=")) {
        kept.append(kept.isEmpty() ? "" : "&").append(pair);
      }
    }
    return kept.isEmpty() ? null : kept.toString();
  }

  private static String[] query(URI uri) {
    String query = uri.getRawQuery();
    return query == null ? new String[0] : query.split("&", -1);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String required(@Nullable String part) {
    if (part == null || part.isEmpty()) {
      throw malformed();
    }
    return part;
  }

  private static StartupException malformed() {
    return new StartupException(
        "DATABASE_URL is not of the form postgresql://user:password@host:port/database.");
  }
}

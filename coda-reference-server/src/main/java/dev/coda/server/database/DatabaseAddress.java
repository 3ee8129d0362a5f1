package dev.coda.server.database;

import dev.coda.server.config.StartupException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The address of PostgreSQL, and how to sign in to it. Its text form has no password. Immutable.
 *
 * @param options options that apply to every connection, such as {@code sslmode=require}
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    String password,
    Map<String, String> options) {
  /** How TLS is used, as libpq names it. */
  static final String SSL_MODE = "sslmode";

  /** The file of the certificates that vouch for the server's. */
  static final String SSL_ROOT_CERT = "sslrootcert";

  /** The schema of all tables. */
  static final String CURRENT_SCHEMA = "currentSchema";

  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]*");
  private static final int DEFAULT_PORT = 5432;
  private static final String JDBC = "jdbc:";

  public DatabaseAddress {
    options = Map.copyOf(options);
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database}, with or without {@code jdbc:}
   * before it. The JDBC form may have {@code user} and {@code password} as parameters instead. The
   * options are {@code sslmode}, {@code sslrootcert} and {@code currentSchema}.
   *
   * @throws StartupException if the text is not such a URL, or has an option that not all
   *     connections support; the message does not repeat the URL
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
          options(uri));
    } catch (URISyntaxException e) {
      throw malformed();
    }
  }

  /** Returns the address for JDBC drivers, without user and password. */
  public String jdbcUrl() {
    String query =
        new TreeMap<>(options)
            .entrySet().stream()
                .map(each -> each.getKey() + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
    return "jdbc:postgresql://%s:%d/%s%s"
        .formatted(host, port, database, query.isEmpty() ? "" : "?" + query);
  }

  /** Returns the schema of all tables. */
  public String schema() {
    return options.getOrDefault(CURRENT_SCHEMA, "public");
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

  private static Map<String, String> options(URI uri) {
    Map<String, String> options = new HashMap<>();
    for (String pair : query(uri)) {
      String[] half = pair.split("=", 2);
      if (!pair.isEmpty() && !half[0].equals("user") && !half[0].equals("password")) {
        options.put(half[0], allowed(half[0], half.length == 1 ? "" : decode(half[1])));
      }
    }
    return options;
  }

  private static String allowed(String option, String value) {
    boolean valid =
        switch (option) {
          case SSL_MODE -> SSL_MODES.contains(value);
          case SSL_ROOT_CERT -> !value.isBlank();
          case CURRENT_SCHEMA -> SCHEMA.matcher(value).matches();
          default ->
              throw new StartupException(
                  "DATABASE_URL has the option %s; there are only %s, %s and %s."
                      .formatted(option, SSL_MODE, SSL_ROOT_CERT, CURRENT_SCHEMA));
        };
    if (!valid) {
      throw new StartupException(
          "DATABASE_URL has no usable value for %s: sslmode is %s, sslrootcert a file, currentSchema"
                  .formatted(option, String.join(", ", new TreeSet<>(SSL_MODES)))
              + " a name in lower-case letters, digits and underscores.");
    }
    return value;
  }

  private static String[] query(URI uri) {
    String query = uri.getRawQuery();
    return query == null ? new String[0] : query.split("&", -1);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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

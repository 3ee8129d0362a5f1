package dev.coda.server.http;

import io.micronaut.http.HttpRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the client reached the server: over TLS, or on its own machine. */
public final class Origin {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private Origin() {}

  /** Tells whether the request came over TLS, here or at a proxy in front. */
  public static boolean isSecure(HttpRequest<?> request) {
    return request.isSecure()
        || "https".equalsIgnoreCase(request.getHeaders().get("X-Forwarded-Proto"));
  }

  /** Tells whether the client named this machine, as a browser beside the server does. */
  public static boolean isLocal(HttpRequest<?> request) {
    return LOCAL.contains(hostName(request.getHeaders().get("Host")));
  }

  private static String hostName(@Nullable String host) {
    return host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }
}

package dev.coda.server.origin;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Determines the origin of requests. Forwarding headers are used only on a connection from a
 * trusted proxy. The list of addresses is then read from the nearest proxy to the first address
 * that is not trusted, since a client could invent the addresses before it. Thread-safe.
 */
@Singleton
public final class RequestOrigins {
  private static final HostName NAMELESS = new HostName("localhost", "");

  private final TrustedProxies proxies;

  RequestOrigins(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** Returns the origin of a request. */
  public RequestOrigin of(HttpRequest<?> request) {
    InetSocketAddress remote = request.getRemoteAddress();
    return of(remote == null ? null : remote.getAddress(), request);
  }

  RequestOrigin of(@Nullable InetAddress connection, HttpRequest<?> request) {
    @Nullable ForwardedHop edge =
        connection == null ? null : edge(connection, request.getHeaders());
    InetAddress client = edge != null && edge.from() != null ? edge.from() : connection;
    return new RequestOrigin(
        client == null ? "unknown" : IpAddress.text(client),
        client == null ? "unknown" : IpAddress.network(client),
        isSecure(edge == null ? null : edge.scheme(), request),
        host(edge == null ? null : edge.host(), request));
  }

  /** Returns the client as the last trusted proxy saw it; null if the headers do not count. */
  private @Nullable ForwardedHop edge(InetAddress connection, HttpHeaders headers) {
    if (proxies.isEmpty() || !proxies.trusts(connection)) {
      return null;
    }
    List<ForwardedHop> many = ForwardingHeaders.xForwarded(headers);
    List<ForwardedHop> one = ForwardingHeaders.forwarded(headers);
    if (many.isEmpty()) {
      return one.isEmpty() ? null : follow(one);
    }
    ForwardedHop edge = follow(many);
    // A proxy that writes one kind of header passes the other one on as the client made it up.
    return one.isEmpty() || Objects.equals(follow(one).from(), edge.from()) ? edge : null;
  }

  private ForwardedHop follow(List<ForwardedHop> hops) {
    @Nullable InetAddress known = null;
    ForwardedHop last = hops.getLast();
    for (ForwardedHop hop : hops.reversed()) {
      last = hop;
      if (hop.from() == null) {
        break;
      }
      known = hop.from();
      if (!proxies.trusts(known)) {
        break;
      }
    }
    return new ForwardedHop(known, last.scheme(), last.host());
  }

  private static boolean isSecure(@Nullable String scheme, HttpRequest<?> request) {
    if (scheme == null || scheme.isBlank()) {
      return request.isSecure();
    }
    return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss");
  }

  private static HostName host(@Nullable String forwarded, HttpRequest<?> request) {
    HostName host = HostName.parse(forwarded);
    if (host == null) {
      host = HostName.parse(request.getHeaders().get(HttpHeaders.HOST));
    }
    return host == null ? NAMELESS : host;
  }
}

package dev.coda.server.auth;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tokens that a client sends explicitly, in contrast to cookies, which a browser adds. A
 * page cannot set the headers of a WebSocket, so its token may be a subprotocol: {@code coda.v1,
 * bearer.<token>}.
 */
public final class BearerTokens {
  private static final String BEARER = "Bearer ";
  private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";
  private static final String SUBPROTOCOL = "bearer.";

  private BearerTokens() {}

  /**
   * Returns whether a request has such a token, valid or not, so that only this token decides who
   * sent it.
   */
  public static boolean isSent(HttpRequest<?> request) {
    return request.getHeaders().contains(HttpHeaders.AUTHORIZATION)
        || subprotocol(request).isPresent();
  }

  static Optional<String> of(HttpRequest<?> request) {
    String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    return authorization == null
        ? subprotocol(request)
        : Optional.ofNullable(bearer(authorization));
  }

  private static @Nullable String bearer(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  private static Optional<String> subprotocol(HttpRequest<?> request) {
    return isUpgrade(request)
        ? values(request, SUBPROTOCOLS)
            .filter(name -> name.startsWith(SUBPROTOCOL))
            .map(name -> name.substring(SUBPROTOCOL.length()))
            .findFirst()
        : Optional.empty();
  }

  /** Returns whether a request opens a WebSocket. */
  static boolean isUpgrade(HttpRequest<?> request) {
    return request.getMethod() == HttpMethod.GET
        && values(request, HttpHeaders.UPGRADE).anyMatch("websocket"::equalsIgnoreCase);
  }

  private static Stream<String> values(HttpRequest<?> request, String header) {
    return request.getHeaders().getAll(header).stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(String::strip);
  }
}

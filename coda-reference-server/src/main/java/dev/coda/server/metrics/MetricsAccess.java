package dev.coda.server.metrics;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets in clients with the token of {@code CODA_METRICS_TOKEN}; without such a token, this machine
 * alone. Thread-safe.
 */
@Singleton
final class MetricsAccess {
  private static final String SCHEME = "Bearer ";

  /** A request that has one of these came by a proxy, and the connection says nothing of it. */
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final byte @Nullable [] token;

  MetricsAccess(@Property(name = "coda.metrics-token") @Nullable String token) {
    this.token =
        token == null || token.isBlank() ? null : token.strip().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Refuses a request that must not see metrics.
   *
   * @throws ProblemException 401
   */
  void check(HttpRequest<?> request) {
    if (!(token == null ? isLocal(request) : hasToken(request, token))) {
      throw ProblemException.of(
          ErrorCode.UNAUTHORIZED,
          "Metrics are shown on this machine, or with the token of CODA_METRICS_TOKEN.");
    }
  }

  private static boolean hasToken(HttpRequest<?> request, byte[] token) {
    String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    return header != null
        && header.startsWith(SCHEME)
        && MessageDigest.isEqual(
            token, header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isLocal(HttpRequest<?> request) {
    InetSocketAddress remote = request.getRemoteAddress();
    return remote != null
        && remote.getAddress() != null
        && remote.getAddress().isLoopbackAddress()
        && FORWARDED.stream().noneMatch(request.getHeaders()::contains);
  }
}

package dev.coda.server.http;

import dev.coda.server.origin.RequestOrigins;
import dev.coda.server.telemetry.RequestTrace;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Adds to every answer what browsers need to be strict, and what finds it again. Thread-safe. */
@ServerFilter("/**")
final class ResponseHeaders implements Ordered {
  /**
   * No script but our own files; styles may stand inline, for code highlighting and charts set
   * them. Images never come from elsewhere: a model's answer could leak data through an address.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
          + " worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /**
   * The page of the web UI in which pages run that a model has written. Its own policy allows their
   * scripts and no network; this adds what only a header can: an origin of its own, and no frame
   * but ours.
   */
  private static final String ARTIFACT_FRAME = "/artifact-frame.html";

  private static final String ARTIFACT_POLICY = "sandbox allow-scripts; frame-ancestors 'self'";

  /** A link that was published is found by those who have it, not by a search. */
  private static final Pattern SHARED = Pattern.compile("(/api/v1)?/shared/");

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

  private final RequestOrigins origins;

  ResponseHeaders(RequestOrigins origins) {
    this.origins = origins;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @ResponseFilter
  void decorate(HttpRequest<?> request, MutableHttpResponse<?> response) {
    MutableHttpHeaders headers = response.getHeaders();
    boolean isFrame = request.getPath().equals(ARTIFACT_FRAME);
    headers.set("Content-Security-Policy", isFrame ? ARTIFACT_POLICY : CONTENT_SECURITY_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Frame-Options", isFrame ? "SAMEORIGIN" : "DENY");
    headers.set("X-DNS-Prefetch-Control", "off");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (origins.of(request).isSecure()) {
      headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    if (request.getPath().startsWith("/api/") && headers.get("Cache-Control") == null) {
      headers.set("Cache-Control", "no-store");
    }
    if (SHARED.matcher(request.getPath()).lookingAt()) {
      headers.set("X-Robots-Tag", "noindex");
    }
    RequestTrace trace = RequestTrace.of(request);
    headers.set("traceresponse", trace.traceResponse());
    headers.set("X-Request-Id", requestId(request.getHeaders().get("X-Request-Id"), trace));
  }

  private static String requestId(@Nullable String given, RequestTrace trace) {
    return given != null && REQUEST_ID.matcher(given).matches() ? given : trace.traceId();
  }
}

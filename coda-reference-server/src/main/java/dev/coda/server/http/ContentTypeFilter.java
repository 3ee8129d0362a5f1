package dev.coda.server.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body in an unknown coding, and one that does not say what it is. Micronaut would take
 * it for JSON, and a page of another site can send such a body without asking the browser's leave.
 * Thread-safe.
 */
@ServerFilter({"/api/**", "/v1/**", "/mcp"})
final class ContentTypeFilter implements Ordered {
  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(\\s*;.*)?");

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (!hasBody(request.getHeaders())) {
      return;
    }
    // Codings that the server knows are gone from the header when a request gets here.
    if (request.getHeaders().contains(HttpHeaders.CONTENT_ENCODING)) {
      throw ProblemException.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Content-Encoding must be gzip, deflate or identity, once.");
    }
    if (!isMediaType(request.getHeaders().get("Content-Type"))) {
      throw ProblemException.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
    }
  }

  private static boolean hasBody(HttpHeaders headers) {
    return headers.contains(HttpHeaders.TRANSFER_ENCODING) || headers.contentLength().orElse(0) > 0;
  }

  private static boolean isMediaType(@Nullable String contentType) {
    return contentType != null && MEDIA_TYPE.matcher(contentType).matches();
  }
}

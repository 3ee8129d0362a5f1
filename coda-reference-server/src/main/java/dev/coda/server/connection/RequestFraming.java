package dev.coda.server.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds requests whose host or length is not certain (RFC 9112, sections 3.2 and 6). */
final class RequestFraming {
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(:\\d{0,5})?");

  private RequestFraming() {}

  /** Returns why a request is refused; empty if it is not. */
  static Optional<String> refusal(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    boolean needsHost = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
    if (hosts.size() > 1 || (hosts.isEmpty() && needsHost)) {
      return Optional.of("there must be one Host header");
    }
    if (!hosts.isEmpty() && !HOST.matcher(hosts.getFirst()).matches()) {
      return Optional.of("the Host header is not a host with an optional port");
    }
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return Optional.empty();
    }
    boolean chunked =
        codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst());
    if (!chunked || request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      return Optional.of("Transfer-Encoding must be chunked, without Content-Length");
    }
    return Optional.empty();
  }
}

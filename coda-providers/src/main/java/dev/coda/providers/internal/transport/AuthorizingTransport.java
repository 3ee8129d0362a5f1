package dev.coda.providers.internal.transport;

import dev.coda.api.cancel.CancelSignal;
import java.util.Map;

/**
 * Adds the same headers, such as a key, to every request. Its text form shows none of them.
 * Thread-safe.
 */
public final class AuthorizingTransport implements HttpTransport {
  private final HttpTransport next;
  private final Map<String, String> headers;

  private AuthorizingTransport(HttpTransport next, Map<String, String> headers) {
    this.next = next;
    this.headers = Map.copyOf(headers);
  }

  /** Sends the key as a bearer token. */
  public static AuthorizingTransport bearer(HttpTransport next, String key) {
    return new AuthorizingTransport(next, Map.of("Authorization", "Bearer " + key.strip()));
  }

  /** Sends these headers. */
  public static AuthorizingTransport headers(HttpTransport next, Map<String, String> headers) {
    return new AuthorizingTransport(next, headers);
  }

  @Override
  public HttpAnswer send(HttpCall call, CancelSignal cancel) {
    HttpCall authorized = call;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      authorized = authorized.withHeader(header.getKey(), header.getValue());
    }
    return next.send(authorized, cancel);
  }

  @Override
  public String toString() {
    return "AuthorizingTransport" + headers.keySet();
  }
}

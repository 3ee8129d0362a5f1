package dev.coda.providers.internal.transport;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Describes a request: a POST of JSON, or a GET without a body. Its text form shows neither headers
 * nor body nor query. Immutable.
 */
public final class HttpCall {
  private final URI address;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;

  private HttpCall(URI address, Map<String, String> headers, byte @Nullable [] body) {
    this.address = address;
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    this.headers = Collections.unmodifiableMap(copy);
    this.body = body;
  }

  /** A request that sends JSON and expects a stream of events. The bytes are not copied. */
  public static HttpCall post(URI address, byte[] json) {
    return new HttpCall(address, Map.of("Accept", "text/event-stream"), json);
  }

  /** Creates a GET request. */
  public static HttpCall get(URI address) {
    return new HttpCall(address, Map.of("Accept", "application/json"), null);
  }

  /**
   * Returns the same request with one more header, which replaces one of the same name, ignoring
   * case.
   */
  public HttpCall withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, value);
    return new HttpCall(address, more, body);
  }

  /** Returns the address. */
  public URI address() {
    return address;
  }

  /** Returns the headers, secrets included. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the bytes to send; null for a GET request. Callers must not change the array. */
  public byte @Nullable [] body() {
    return body;
  }

  @Override
  public String toString() {
    String scheme = address.getScheme() + "://" + address.getHost();
    int port = address.getPort();
    return (body == null ? "GET " : "POST ")
        + scheme
        + (port < 0 ? "" : ":" + port)
        + address.getPath();
  }
}

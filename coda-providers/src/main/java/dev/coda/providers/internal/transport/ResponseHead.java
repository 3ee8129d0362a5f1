package dev.coda.providers.internal.transport;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status and the headers of an answer. Its text form shows the status only. Immutable. */
public final class ResponseHead {
  private static final List<String> REQUEST_IDS =
      List.of("x-request-id", "request-id", "apim-request-id", "x-goog-request-id", "cf-ray");
  private static final int LONGEST_ID = 128;

  private final int status;
  private final Map<String, String> headers;
  private final @Nullable Duration retryAfter;

  /**
   * Creates a head.
   *
   * @param headers by lower-case name
   * @param retryAfter the time that the provider requests to wait; null if it requests none
   */
  public ResponseHead(int status, Map<String, String> headers, @Nullable Duration retryAfter) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.retryAfter = retryAfter;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns whether the request was accepted. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns a header by its name in any case; null if it is absent. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** Returns the provider's own id of the request, if it sent one that can be shown. */
  public @Nullable String requestId() {
    return REQUEST_IDS.stream()
        .flatMap(name -> Optional.ofNullable(headers.get(name)).stream())
        .filter(ResponseHead::isShowable)
        .findFirst()
        .orElse(null);
  }

  /** Returns the time that the provider requests to wait; null if it requests none. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Returns the same head with the wait that the body states. */
  public ResponseHead withRetryAfter(Duration wait) {
    return new ResponseHead(status, headers, wait);
  }

  private static boolean isShowable(String id) {
    return !id.isBlank()
        && id.length() <= LONGEST_ID
        && id.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }

  @Override
  public String toString() {
    return "HTTP " + status;
  }
}

package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.HttpFailure;
import dev.coda.providers.internal.wire.WireJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a failure by the details of a {@code google.rpc.Status}, then by its words, then by
 * its code, then by the HTTP status.
 */
final class StatusDecoder {
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(30L * 24 * 3600);

  private final String provider;

  StatusDecoder(String provider) {
    this.provider = provider;
  }

  /** Takes any body: JSON, a page of HTML, a cut one, none at all. */
  ProviderException decode(ResponseHead head, byte[] body) {
    try {
      JsonNode parsed = WireJson.mapper().readTree(body);
      return decode(head, parsed == null ? MissingNode.getInstance() : parsed);
    } catch (IOException notJson) {
      return decode(head, MissingNode.getInstance());
    }
  }

  /** Takes a status, an object that holds one, or an array of one such object. */
  ProviderException decode(ResponseHead head, JsonNode document) {
    JsonNode outer = document.isArray() ? document.path(0) : document;
    JsonNode status = outer.path("error").isObject() ? outer.path("error") : outer;
    String code = status.path("status").asText("");
    FailureKind kind = kind(head, status, code);
    return HttpFailure.of(kind, provider, withDelay(head, status), word(code));
  }

  /** Describes a failure that a stream announces by the way it ends. */
  ProviderException ended(ResponseHead head, FailureKind kind, String reason) {
    return HttpFailure.of(kind, provider, head, word(reason));
  }

  private static FailureKind kind(ResponseHead head, JsonNode status, String code) {
    for (JsonNode detail : status.path("details")) {
      if (detail.path("reason").asText("").startsWith("API_KEY_INVALID")) {
        return FailureKind.AUTHENTICATION;
      }
    }
    FailureKind byWords = byWords(status.path("message").asText("").toLowerCase(Locale.ROOT));
    if (byWords != null) {
      return byWords;
    }
    FailureKind byCode = byCode(code);
    return byCode == null ? HttpFailure.kind(httpStatus(head, status)) : byCode;
  }

  private static @Nullable FailureKind byWords(String message) {
    if (message.contains("api key not valid")
        || message.contains("api key expired")
        || message.contains("unregistered callers")) {
      return FailureKind.AUTHENTICATION;
    }
    if (message.contains("credits are depleted")) {
      return FailureKind.PROVIDER_QUOTA;
    }
    boolean tooLong =
        (message.contains("token count") && message.contains("exceed"))
            || message.contains("maximum number of tokens");
    return tooLong ? FailureKind.CONTEXT_TOO_LONG : null;
  }

  private static @Nullable FailureKind byCode(String code) {
    return switch (code) {
      case "UNAUTHENTICATED" -> FailureKind.AUTHENTICATION;
      // Said of accounts without billing, and of countries that are not served.
      case "PERMISSION_DENIED", "FAILED_PRECONDITION" -> FailureKind.PERMISSION;
      case "NOT_FOUND" -> FailureKind.MODEL_NOT_FOUND;
      case "RESOURCE_EXHAUSTED" -> FailureKind.RATE_LIMITED;
      case "UNAVAILABLE" -> FailureKind.OVERLOADED;
      case "DEADLINE_EXCEEDED" -> FailureKind.PROVIDER_TIMEOUT;
      case "INTERNAL", "UNKNOWN", "DATA_LOSS", "ABORTED", "CANCELLED" -> FailureKind.PROVIDER_ERROR;
      case "INVALID_ARGUMENT", "OUT_OF_RANGE", "ALREADY_EXISTS" -> FailureKind.INVALID_REQUEST;
      case "UNIMPLEMENTED" -> FailureKind.UNSUPPORTED;
      default -> null;
    };
  }

  /** Within a stream the status is that of its head, a success; the error carries its own. */
  private static int httpStatus(ResponseHead head, JsonNode status) {
    if (!head.isSuccess()) {
      return head.status();
    }
    int own = status.path("code").asInt(0);
    return own >= 400 && own < 600 ? own : 500;
  }

  private static ResponseHead withDelay(ResponseHead head, JsonNode status) {
    for (JsonNode detail : status.path("details")) {
      Duration delay = duration(detail.path("retryDelay").asText(""));
      if (delay != null && head.retryAfter() == null) {
        return head.withRetryAfter(delay);
      }
    }
    return head;
  }

  /** Reads seconds with a fraction, such as {@code 12.5s}. */
  private static @Nullable Duration duration(String text) {
    if (!text.matches("\\d{1,12}(?:\\.\\d{1,9})?s")) {
      return null;
    }
    BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
    return Duration.ofMillis(seconds.min(MOST_SECONDS).movePointRight(3).longValue());
  }

  /** Only what is written as Google writes its codes; a key is not. */
  private static @Nullable String word(String code) {
    return code.matches("[A-Z_]+") ? code.toLowerCase(Locale.ROOT) : null;
  }
}

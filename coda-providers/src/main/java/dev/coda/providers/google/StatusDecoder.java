package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.ErrorReport;
import dev.coda.providers.internal.wire.FailureWords;
import dev.coda.providers.internal.wire.HttpFailure;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a failure by the details of a {@code google.rpc.Status}, then by its words, then by
 * its code, then by the HTTP status.
 */
final class StatusDecoder {
  private final String provider;

  StatusDecoder(String provider) {
    this.provider = provider;
  }

  /** Reads any body: JSON, an HTML page, an incomplete or an empty one. */
  ProviderException decode(ResponseHead head, byte[] body) {
    return decode(head, ErrorReport.document(body));
  }

  /** Reads a status, an object that has one, or an array of one of these. */
  ProviderException decode(ResponseHead head, JsonNode document) {
    JsonNode outer = document.isArray() ? document.path(0) : document;
    JsonNode status = outer.path("error").isObject() ? outer.path("error") : outer;
    String code = status.path("status").asText("");
    ErrorReport report = ErrorReport.of(outer);
    FailureKind kind = FailureWords.refined(kind(head, status, code), report);
    Duration delay = report.delay();
    return HttpFailure.of(
        kind,
        provider,
        delay == null || head.retryAfter() != null ? head : head.withRetryAfter(delay),
        word(code),
        report.cause());
  }

  /** Describes a failure that the end of a stream reports. */
  ProviderException ended(ResponseHead head, FailureKind kind, String reason) {
    return HttpFailure.of(kind, provider, head, word(reason));
  }

  private static FailureKind kind(ResponseHead head, JsonNode status, String code) {
    for (JsonNode detail : status.path("details")) {
      if (detail.path("reason").asText("").startsWith("API_KEY_INVALID")) {
        return FailureKind.AUTHENTICATION;
      }
    }
    FailureKind byCode = byCode(code);
    return byCode == null ? HttpFailure.kind(httpStatus(head, status)) : byCode;
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

  /** Only what is written as Google writes its codes; a key is not. */
  private static @Nullable String word(String code) {
    return code.matches("[A-Z_]+") ? code.toLowerCase(Locale.ROOT) : null;
  }
}

package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.ErrorReport;
import dev.coda.providers.internal.wire.FailureWords;
import dev.coda.providers.internal.wire.HttpFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a failure by its text, then by its type, then by its status. A general type is ignored
 * if the status is more specific.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/errors">Errors</a>
 */
final class MessagesErrorDecoder {
  private final String provider;

  MessagesErrorDecoder(String provider) {
    this.provider = provider;
  }

  /** Reads any body: JSON, an HTML page, an incomplete or an empty one. */
  ProviderException decode(ResponseHead head, byte[] body) {
    return decode(head, ErrorReport.document(body));
  }

  /** Reads an object that has an error, or is one. */
  ProviderException decode(ResponseHead head, JsonNode document) {
    JsonNode error = document.has("error") ? document.get("error") : document;
    String type = error.path("type").asText("");
    FailureKind known = byType(type);
    boolean generic = type.equals("api_error") || type.equals("invalid_request_error");
    FailureKind kind =
        known == null || (generic && !head.isSuccess())
            ? HttpFailure.kind(head.isSuccess() ? 500 : head.status())
            : known;
    ErrorReport report = ErrorReport.of(document);
    Duration delay = report.delay();
    return HttpFailure.of(
        FailureWords.refined(kind, report),
        provider,
        delay == null || head.retryAfter() != null ? head : head.withRetryAfter(delay),
        known == null ? null : type,
        report.cause());
  }

  private static @Nullable FailureKind byType(String type) {
    return switch (type) {
      case "invalid_request_error" -> FailureKind.INVALID_REQUEST;
      case "authentication_error" -> FailureKind.AUTHENTICATION;
      case "billing_error" -> FailureKind.PROVIDER_QUOTA;
      case "permission_error" -> FailureKind.PERMISSION;
      case "not_found_error" -> FailureKind.MODEL_NOT_FOUND;
      case "request_too_large" -> FailureKind.CONTEXT_TOO_LONG;
      case "rate_limit_error" -> FailureKind.RATE_LIMITED;
      case "api_error" -> FailureKind.PROVIDER_ERROR;
      case "timeout_error" -> FailureKind.PROVIDER_TIMEOUT;
      case "overloaded_error" -> FailureKind.OVERLOADED;
      default -> null;
    };
  }
}

package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.HttpFailure;
import dev.coda.providers.internal.wire.WireJson;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a failure by its type, then by its status; a request called invalid, by its words. A
 * type that says no more than whose fault it is gives way to the status, which may say what.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/errors">Errors</a>
 */
final class MessagesErrorDecoder {
  private static final Map<FailureKind, List<String>> WORDS =
      Map.of(
          FailureKind.CONTEXT_TOO_LONG,
          List.of("prompt is too long", "exceed context limit", "context window"),
          FailureKind.PROVIDER_QUOTA,
          List.of("credit balance is too low", "usage limits"),
          FailureKind.CONTENT_FILTERED,
          List.of("content filtering policy"));

  private final String provider;

  MessagesErrorDecoder(String provider) {
    this.provider = provider;
  }

  /** Takes any body: JSON, a page of HTML, a cut one, none at all. */
  ProviderException decode(ResponseHead head, byte[] body) {
    JsonNode document;
    try {
      JsonNode parsed = WireJson.mapper().readTree(body);
      document = parsed == null ? MissingNode.getInstance() : parsed;
    } catch (IOException notJson) {
      document = MissingNode.getInstance();
    }
    return decode(head, document);
  }

  /** Takes an object that holds an error, or is one. */
  ProviderException decode(ResponseHead head, JsonNode document) {
    JsonNode error = document.has("error") ? document.get("error") : document;
    String type = error.path("type").asText("");
    FailureKind known = byType(type);
    boolean generic = type.equals("api_error") || type.equals("invalid_request_error");
    FailureKind kind =
        known == null || (generic && !head.isSuccess())
            ? HttpFailure.kind(head.isSuccess() ? 500 : head.status())
            : known;
    if (kind == FailureKind.INVALID_REQUEST) {
      kind = byWords(error.isTextual() ? error.asText() : error.path("message").asText(""));
    }
    return HttpFailure.of(kind, provider, head, known == null ? null : type);
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

  private static FailureKind byWords(String message) {
    String words = message.toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(kind -> kind.getValue().stream().anyMatch(words::contains))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(FailureKind.INVALID_REQUEST);
  }
}

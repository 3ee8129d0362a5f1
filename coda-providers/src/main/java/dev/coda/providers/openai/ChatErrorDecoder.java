package dev.coda.providers.openai;

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
import org.jspecify.annotations.Nullable;

/** Recognises a failure by its code, then by its words, then by its status. */
final class ChatErrorDecoder {
  /** Hosts that give no code say it in one of these ways. */
  private static final List<String> TOO_LONG =
      List.of(
          "context length",
          "context window",
          "context size",
          "context_length",
          "maximum context",
          "prompt is too long",
          "too many tokens",
          "max_model_len");

  private final String provider;

  ChatErrorDecoder(String provider) {
    this.provider = provider;
  }

  /** Takes any body: JSON in one of many shapes, a page of HTML, a cut one, none at all. */
  ProviderException decode(ResponseHead head, byte[] body) {
    JsonNode document;
    try {
      JsonNode parsed = WireJson.mapper().readTree(body);
      document = parsed == null ? MissingNode.getInstance() : parsed;
    } catch (IOException notJson) {
      document = MissingNode.getInstance();
    }
    return decode(head, document.isArray() ? document.path(0) : document);
  }

  /** Takes an object that is an error, or holds one. */
  ProviderException decode(ResponseHead head, JsonNode document) {
    JsonNode error = document.has("error") ? document.get("error") : document;
    String message = text(error.isTextual() ? error : first(error, "message", "detail"));
    String code = text(error.path("code"));
    String type = text(error.path("type"));
    int status = status(head, error);
    FailureKind kind = firstKnown(code, type, status);
    return HttpFailure.of(
        byWords(message, kind), provider, head, code.isEmpty() || isNumber(code) ? type : code);
  }

  /** Describes a failure that a stream announces by the way it ends. */
  ProviderException ended(ResponseHead head, FailureKind kind) {
    return HttpFailure.of(kind, provider, head, null);
  }

  /** Within a stream the status is that of its head, a success; the error may carry its own. */
  private static int status(ResponseHead head, JsonNode error) {
    if (!head.isSuccess()) {
      return head.status();
    }
    for (String field : List.of("status", "status_code", "code")) {
      int own = error.path(field).asInt(0);
      if (own >= 400 && own < 600) {
        return own;
      }
    }
    return 500;
  }

  /**
   * A word that says no more than that something failed gives way to the status, which may say
   * what. OpenAI's usual type, {@code invalid_request_error}, only counts where no status says
   * more.
   */
  private static FailureKind firstKnown(String code, String type, int status) {
    FailureKind kind = byCode(code);
    if (kind == null) {
      kind = byCode(type);
    }
    if (kind == FailureKind.RATE_LIMITED && status == 413) {
      // More than an account is granted in a minute: no wait makes it fit.
      return FailureKind.CONTEXT_TOO_LONG;
    }
    if (kind == null && type.equals("invalid_request_error") && status >= 500) {
      return FailureKind.INVALID_REQUEST;
    }
    return kind == null ? HttpFailure.kind(status) : kind;
  }

  private static FailureKind byWords(String message, FailureKind otherwise) {
    boolean plausible =
        otherwise == FailureKind.INVALID_REQUEST || otherwise == FailureKind.PROVIDER_ERROR;
    String words = message.toLowerCase(Locale.ROOT);
    if (otherwise == FailureKind.INVALID_REQUEST && words.contains("incorrect api key")) {
      // What xAI says with the status of any request it does not like.
      return FailureKind.AUTHENTICATION;
    }
    if (otherwise == FailureKind.RATE_LIMITED && words.contains("request too large")) {
      return FailureKind.CONTEXT_TOO_LONG;
    }
    return plausible && TOO_LONG.stream().anyMatch(words::contains)
        ? FailureKind.CONTEXT_TOO_LONG
        : otherwise;
  }

  private static @Nullable FailureKind byCode(String code) {
    return switch (code.toLowerCase(Locale.ROOT)) {
      case "context_length_exceeded",
          "string_above_max_length",
          "exceed_context_size_error",
          "too_many_prompt_tokens" ->
          FailureKind.CONTEXT_TOO_LONG;
      case "insufficient_quota",
          "billing_hard_limit_reached",
          "billing_not_active",
          "insufficient_balance" ->
          FailureKind.PROVIDER_QUOTA;
      case "invalid_api_key", "authentication_error", "invalid_authentication" ->
          FailureKind.AUTHENTICATION;
      case "permission_error", "permission_denied", "unsupported_country_region_territory" ->
          FailureKind.PERMISSION;
      case "model_not_found", "not_found_error" -> FailureKind.MODEL_NOT_FOUND;
      case "rate_limit_exceeded", "rate_limit_error", "rate_limit_reached_error" ->
          FailureKind.RATE_LIMITED;
      case "overloaded_error",
          "overloaded",
          "engine_overloaded",
          "service_unavailable",
          "server_overloaded" ->
          FailureKind.OVERLOADED;
      case "tool_use_failed", "json_validate_failed", "output_parse_failed" ->
          // What the model wrote was none of it; it may write it better.
          FailureKind.MALFORMED_RESPONSE;
      case "timeout", "timeout_error" -> FailureKind.PROVIDER_TIMEOUT;
      case "content_filter",
          "content_policy_violation",
          "image_content_policy_violation",
          "moderation_blocked" ->
          FailureKind.CONTENT_FILTERED;
      case "invalid_prompt",
          "invalid_image",
          "invalid_image_url",
          "invalid_image_format",
          "invalid_base64_image",
          "image_too_large",
          "failed_to_download_image" ->
          FailureKind.INVALID_REQUEST;
      default -> null;
    };
  }

  private static JsonNode first(JsonNode error, String... fields) {
    for (String field : fields) {
      if (error.hasNonNull(field)) {
        return error.get(field);
      }
    }
    return MissingNode.getInstance();
  }

  private static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : "";
  }

  private static boolean isNumber(String code) {
    return code.chars().allMatch(Character::isDigit);
  }
}

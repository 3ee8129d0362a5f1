package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.ErrorReport;
import dev.coda.providers.internal.wire.FailureWords;
import dev.coda.providers.internal.wire.HttpFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a failure by its code, then by its text, then by its status. The error of a host that
 * a gateway called counts as well.
 */
final class ChatErrorDecoder {
  /** The beginnings of gateways' messages about the host that they called. */
  private static final Pattern STATUS = Pattern.compile("^(?:HTTP )?([45]\\d\\d)\\b");

  private final String provider;

  ChatErrorDecoder(String provider) {
    this.provider = provider;
  }

  /** Reads any body: JSON in one of many shapes, an HTML page, an incomplete or an empty one. */
  ProviderException decode(ResponseHead head, byte[] body) {
    return decode(head, ErrorReport.document(body));
  }

  /** Reads an object that is an error, or has one; or an array of one of these. */
  ProviderException decode(ResponseHead head, JsonNode answer) {
    JsonNode document = answer.isArray() ? answer.path(0) : answer;
    JsonNode error = document.has("error") ? document.get("error") : document;
    ErrorReport report = ErrorReport.of(document);
    String type = text(error.path("type"));
    String code = text(error.path("code"));
    int status = status(head, document, error, report.cause());
    FailureKind kind = FailureWords.refined(firstKnown(report.codes(), type, status), report);
    Duration delay = report.delay();
    return HttpFailure.of(
        kind,
        provider,
        delay == null || head.retryAfter() != null ? head : head.withRetryAfter(delay),
        code.isEmpty() || isNumber(code) ? type : code,
        report.cause());
  }

  /**
   * Returns whether an answer with a success status is a failure that its host does not declare: it
   * has content, but no part of an answer.
   */
  static boolean isFailure(JsonNode document) {
    if (document.has("choices") || document.has("output") || document.has("usage")) {
      return document.path("base_resp").path("status_code").asInt(0) != 0;
    }
    for (String field : List.of("base_resp", "msg", "message", "detail", "code", "status_code")) {
      if (document.hasNonNull(field)) {
        return true;
      }
    }
    return false;
  }

  /** Describes a failure that the end of a stream reports. */
  ProviderException ended(ResponseHead head, FailureKind kind) {
    return HttpFailure.of(kind, provider, head, null);
  }

  /** Within a stream the status is that of its head, a success; the error may carry its own. */
  private static int status(ResponseHead head, JsonNode document, JsonNode error, String message) {
    if (!head.isSuccess()) {
      return head.status();
    }
    Matcher stated = STATUS.matcher(message);
    if (stated.find()) {
      return Integer.parseInt(stated.group(1));
    }
    for (JsonNode holder : List.of(error, document)) {
      for (String field : List.of("status", "status_code", "code")) {
        int own = holder.path(field).asInt(0);
        if (own >= 400 && own < 600) {
          return own;
        }
      }
    }
    return 500;
  }

  /**
   * A general code is ignored if the status is more specific. OpenAI's usual type, {@code
   * invalid_request_error}, only counts if no status is more specific.
   */
  private static FailureKind firstKnown(List<String> codes, String type, int status) {
    FailureKind kind =
        codes.stream()
            .map(ChatErrorDecoder::byCode)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (kind == FailureKind.RATE_LIMITED && status == 413) {
      // More than an account is granted in a minute: no wait makes it fit.
      return FailureKind.CONTEXT_TOO_LONG;
    }
    if (kind == null && type.equals("invalid_request_error") && status >= 500) {
      return FailureKind.INVALID_REQUEST;
    }
    return kind == null ? HttpFailure.kind(status) : kind;
  }

  private static @Nullable FailureKind byCode(String code) {
    return switch (code.toLowerCase(Locale.ROOT)) {
      case "context_length_exceeded",
          "string_above_max_length",
          "exceed_context_size_error",
          "too_many_prompt_tokens",
          "context_window_exceeded",
          "1261" ->
          FailureKind.CONTEXT_TOO_LONG;
      case "insufficient_quota",
          "billing_hard_limit_reached",
          "billing_not_active",
          "insufficient_balance",
          "insufficient_credits",
          "exceeded_current_quota_error",
          "arrearage",
          "1008",
          "1113" ->
          FailureKind.PROVIDER_QUOTA;
      case "invalid_api_key",
          "authentication_error",
          "invalid_authentication",
          "invalid_authentication_error",
          "2049" ->
          FailureKind.AUTHENTICATION;
      case "permission_error", "permission_denied", "unsupported_country_region_territory" ->
          FailureKind.PERMISSION;
      case "model_not_found",
          "not_found_error",
          "resource_not_found_error",
          "model_not_available",
          "invalid_model",
          "1211" ->
          FailureKind.MODEL_NOT_FOUND;
      case "rate_limit_exceeded",
          "rate_limit_error",
          "rate_limit_reached_error",
          "resource_exhausted",
          "throttling",
          "1302" ->
          FailureKind.RATE_LIMITED;
      case "overloaded_error",
          "overloaded",
          "engine_overloaded",
          "service_unavailable",
          "server_overloaded",
          "engine_overloaded_error",
          "capacity_exceeded",
          "1305" ->
          FailureKind.OVERLOADED;
      case "tool_use_failed", "json_validate_failed", "output_parse_failed" ->
          // The model did not write a valid call; it may succeed when it tries again.
          FailureKind.MALFORMED_RESPONSE;
      case "timeout", "timeout_error" -> FailureKind.PROVIDER_TIMEOUT;
      case "content_filter",
          "content_policy_violation",
          "image_content_policy_violation",
          "moderation_blocked",
          "data_inspection_failed",
          "datainspectionfailed",
          "content_policy_violation_error",
          "1026",
          "1027",
          "1301" ->
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

  private static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : "";
  }

  private static boolean isNumber(String code) {
    return code.chars().allMatch(Character::isDigit);
  }
}

package dev.coda.providers.internal.wire;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the failures that are the same for all providers. Thread-safe. */
public final class HttpFailure {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFailure.class);
  private static final int LONGEST_CODE = 60;

  private HttpFailure() {}

  /** Returns the meaning of a status, for a body without further information. */
  public static FailureKind kind(int status) {
    return switch (status) {
      case 401, 407 -> FailureKind.AUTHENTICATION;
      case 402 -> FailureKind.PROVIDER_QUOTA;
      case 403 -> FailureKind.PERMISSION;
      case 404 -> FailureKind.MODEL_NOT_FOUND;
      case 408 -> FailureKind.PROVIDER_TIMEOUT;
      case 409, 425 -> FailureKind.PROVIDER_ERROR;
      case 424, 499 -> FailureKind.PROVIDER_ERROR;
      case 429 -> FailureKind.RATE_LIMITED;
      case 451 -> FailureKind.CONTENT_FILTERED;
      case 498, 503, 529 -> FailureKind.OVERLOADED;
      default -> status >= 500 ? FailureKind.PROVIDER_ERROR : FailureKind.INVALID_REQUEST;
    };
  }

  /**
   * Describes a failure that the provider reported.
   *
   * @param code the provider's own code of the failure, which is shown if it has the form of a
   *     code; null if there is none
   */
  public static ProviderException of(
      FailureKind kind, String provider, ResponseHead head, @Nullable String code) {
    return of(kind, provider, head, code, "");
  }

  /**
   * Describes a failure that the provider reported.
   *
   * @param code the provider's own code of the failure, which is shown if it has the form of a
   *     code; null if there is none
   * @param words the provider's own message, which the log and the user see without secrets
   */
  public static ProviderException of(
      FailureKind kind, String provider, ResponseHead head, @Nullable String code, String words) {
    StringBuilder message = new StringBuilder(provider).append(' ').append(sentence(kind));
    message.append(" (HTTP ").append(head.status());
    if (code != null && isWord(code)) {
      message.append(", ").append(code);
    }
    message.append(").");
    // Of a key that it refuses, a provider shows more than a log may hold.
    String shown = kind == FailureKind.AUTHENTICATION ? "" : ShownWords.of(words);
    if (!shown.isEmpty()) {
      LOG.info("{} answers HTTP {}: {}", provider, head.status(), shown);
      message.append(" It says: ").append(ShownWords.shortened(shown));
    }
    return ProviderException.of(kind, provider, message.toString())
        .status(head.status())
        .requestId(head.requestId())
        .retryAfter(head.retryAfter())
        .build();
  }

  /** A provider may echo anything, a key included; no key has only small letters and dots. */
  private static boolean isWord(String code) {
    return !code.isEmpty()
        && code.length() <= LONGEST_CODE
        && code.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_' || c == '.');
  }

  private static String sentence(FailureKind kind) {
    return switch (kind) {
      case RATE_LIMITED -> "asks to slow down: wait, then try again";
      case OVERLOADED -> "has no capacity now: try again later, or use another model";
      case PROVIDER_ERROR -> "failed inside: try again, or use another model";
      case PROVIDER_TIMEOUT -> "gave up waiting: try again";
      case STREAM_CUT -> "ended its answer before it was finished: try again";
      case MALFORMED_RESPONSE ->
          "sent something that its protocol does not allow: check the base URL";
      case AUTHENTICATION -> "refuses the API key: check it";
      case PERMISSION -> "does not allow this key to make the request: check its rights";
      case PROVIDER_QUOTA -> "says that the account has no credit left: check its billing";
      case MODEL_NOT_FOUND -> "knows no such model or address: check model name and base URL";
      case CONTEXT_TOO_LONG -> "says that the conversation is too long for the model: shorten it";
      case UNSUPPORTED -> "cannot do what was asked: use another model";
      case CONTENT_FILTERED -> "withholds an answer to this content";
      default -> "calls the request wrong";
    };
  }
}

package dev.coda.providers.google;

import dev.coda.api.error.FailureKind;
import dev.langchain4j.model.output.FinishReason;
import org.jspecify.annotations.Nullable;

/** Translates Google's finish reasons. */
final class FinishReasons {
  /**
   * The reason for a call of a tool that the request did not declare, which may be in the answer.
   */
  static final String UNEXPECTED_CALL = "UNEXPECTED_TOOL_CALL";

  private FinishReasons() {}

  /** Either an end, or a failure. */
  record Meaning(FinishReason reason, @Nullable FailureKind failure) {}

  static Meaning of(String word) {
    return switch (word) {
      case "STOP" -> new Meaning(FinishReason.STOP, null);
      case "MAX_TOKENS" -> new Meaning(FinishReason.LENGTH, null);
      case "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          failure(FailureKind.CONTENT_FILTERED);
      case "MALFORMED_FUNCTION_CALL",
          UNEXPECTED_CALL,
          "TOO_MANY_TOOL_CALLS",
          "MALFORMED_RESPONSE" ->
          failure(FailureKind.MALFORMED_RESPONSE);
      case "MISSING_THOUGHT_SIGNATURE" -> failure(FailureKind.INVALID_REQUEST);
      default -> new Meaning(FinishReason.OTHER, null);
    };
  }

  private static Meaning failure(FailureKind kind) {
    return new Meaning(FinishReason.OTHER, kind);
  }
}

package dev.coda.providers.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.",
        "prompt is too long: 210035 tokens > 200000 maximum",
        "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000",
        "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).",
        "This model's maximum prompt length is 131072 but the request contains 140001 tokens.",
        "Invalid request: Your request exceeded model token limit: 262144 (requested: 300000)",
        "Input length 140001 exceeds the maximum allowed input length of 131040 tokens.",
        "`inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens",
        "Range of input length should be [1, 30720]",
        "Input is too long for requested model.",
        "too many tokens: total number of tokens in the prompt cannot exceed 4081",
        "Please reduce the length of the messages or completion.",
        "the request exceeds the available context size, try increasing it",
        "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum"
            + " context length",
      })
  void knowsThatAConversationIsTooLong(String message) {
    assertThat(kind(FailureKind.INVALID_REQUEST, message)).isEqualTo(FailureKind.CONTEXT_TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INVALID_REQUEST | foo/bar is not a valid model ID | MODEL_NOT_FOUND
          INVALID_REQUEST | Model Not Exist | MODEL_NOT_FOUND
          INVALID_REQUEST | The model `x` has been decommissioned and is no longer supported. | MODEL_NOT_FOUND
          INVALID_REQUEST | The model gpt-9 does not exist or you do not have access to it. | MODEL_NOT_FOUND
          OVERLOADED | No available channel for model x under group default | MODEL_NOT_FOUND
          RATE_LIMITED | Insufficient balance or no resource package. Please recharge. | PROVIDER_QUOTA
          RATE_LIMITED | 余额不足或无可用资源包,请充值。 | PROVIDER_QUOTA
          INVALID_REQUEST | Your credit balance is too low to access the Anthropic API. | PROVIDER_QUOTA
          PERMISSION | Your team has used all available credits. | PROVIDER_QUOTA
          INVALID_REQUEST | Input data may contain inappropriate content. | CONTENT_FILTERED
          PERMISSION | Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO | CONTENT_FILTERED
          INVALID_REQUEST | Content Exists Risk | CONTENT_FILTERED
          MODEL_NOT_FOUND | No endpoints found that support image input | UNSUPPORTED
          INVALID_REQUEST | m does not support tools | UNSUPPORTED
          INVALID_REQUEST | temperature must be at most 2 | INVALID_REQUEST
          RATE_LIMITED | Rate limit reached: 200000 tokens per minute. | RATE_LIMITED
          RATE_LIMITED | Request too large for gpt-4o on tokens per min | CONTEXT_TOO_LONG
          AUTHENTICATION | The model does not exist | AUTHENTICATION
          """)
  void knowsByItsWordsWhatFailed(FailureKind known, String message, FailureKind kind) {
    assertThat(kind(known, message)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"message":"Please try again in 7m12.5s."}} | PT7M12.5S
          {"error":{"message":"Please try again in 6ms."}} | PT0.006S
          {"message":"retry after 37 seconds"} | PT37S
          [{"error":{"details":[{"retryDelay":"37.2s"}]}}] | PT37.2S
          {"error":{"metadata":{"retry_after":12}}} | PT12S
          {"retry_after_ms":1500} | PT1.5S
          """)
  void readsTheWaitThatABodyNames(String body, Duration wait) {
    assertThat(ErrorReport.of(Samples.json(body)).delay()).isEqualTo(wait);
  }

  @Test
  void readsTheErrorOfTheHostBehindAHost() {
    ErrorReport report =
        ErrorReport.of(
            Samples.json(
                """
                {"error": {"message": "Provider returned error", "code": 400, "metadata": {
                  "raw": "{\\"error\\":{\\"message\\":\\"prompt is too long\\"}}"}}}\
                """));
    assertThat(report.cause()).isEqualTo("prompt is too long");
    assertThat(FailureWords.refined(FailureKind.INVALID_REQUEST, report))
        .isEqualTo(FailureKind.CONTEXT_TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The key sk-proj-abc123 is bad. | The key [hidden] is bad.
          Incorrect API key provided: abc. | Incorrect API key provided: [hidden]
          Organization org-Ab1Cd2Ef3Gh4Ij5K is over its limit of 262144 tokens. | Organization org-[hidden] is over its limit of 262144 tokens.
          The model claude-sonnet-4-5-20250929 is busy. | The model claude-sonnet-4-5-20250929 is busy.
          Write to ann@example.org at once. | Write to [hidden] at once.
          secret | ''
          """)
  void showsSentencesWithoutWhatLooksLikeASecret(String said, String shown) {
    assertThat(ShownWords.of(said)).isEqualTo(shown);
  }

  private static FailureKind kind(FailureKind known, String message) {
    return FailureWords.refined(
        known, ErrorReport.of(WireJson.mapper().createObjectNode().put("message", message)));
  }
}

package dev.coda.providers.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.ResponseHead;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesErrorDecoderTest {
  private final MessagesErrorDecoder decoder = new MessagesErrorDecoder("anthropic");

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, INVALID_REQUEST",
    "401, authentication_error, AUTHENTICATION",
    "402, billing_error, PROVIDER_QUOTA",
    "403, permission_error, PERMISSION",
    "404, not_found_error, MODEL_NOT_FOUND",
    "413, request_too_large, CONTEXT_TOO_LONG",
    "429, rate_limit_error, RATE_LIMITED",
    "500, api_error, PROVIDER_ERROR",
    "504, timeout_error, PROVIDER_TIMEOUT",
    "529, overloaded_error, OVERLOADED",
    "200, overloaded_error, OVERLOADED",
    "200, something_new, PROVIDER_ERROR",
    "200, api_error, PROVIDER_ERROR",
    "200, invalid_request_error, INVALID_REQUEST",
    "429, api_error, RATE_LIMITED",
    "529, api_error, OVERLOADED",
    "401, invalid_request_error, AUTHENTICATION",
    "418, something_new, INVALID_REQUEST",
  })
  void knowsEveryType(int status, String type, FailureKind kind) {
    ProviderException failure = decode(status, error(type, "Words."));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.getMessage()).doesNotContain("Words").doesNotContain("something_new");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prompt is too long: 208310 tokens > 200000 maximum|CONTEXT_TOO_LONG",
        "input length and `max_tokens` exceed context limit: 1 + 2 > 2|CONTEXT_TOO_LONG",
        "Your credit balance is too low to access the Anthropic API.|PROVIDER_QUOTA",
        "Output blocked by content filtering policy|CONTENT_FILTERED",
        "messages.0.content: Field required|INVALID_REQUEST",
      })
  void readsTheWordsOfAnInvalidRequest(String message, FailureKind kind) {
    assertThat(decode(400, error("invalid_request_error", message)).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "503, OVERLOADED",
    "529, OVERLOADED",
    "502, PROVIDER_ERROR",
    "429, RATE_LIMITED",
    "401, AUTHENTICATION"
  })
  void goesByTheStatusWhereTheBodySaysNothing(int status, FailureKind kind) {
    for (String body : new String[] {"", "<html>Bad gateway</html>", "{\"type\":\"er", "[]", "7"}) {
      assertThat(decode(status, body).kind()).as(body).isEqualTo(kind);
    }
  }

  @Test
  void keepsStatusRequestIdAndWait() {
    ResponseHead head =
        new ResponseHead(429, Map.of("request-id", "req_011CSHo"), Duration.ofSeconds(7));
    ProviderException failure =
        decoder.decode(head, error("rate_limit_error", "sk-ant-secret").getBytes(UTF_8));
    assertThat(failure.status()).hasValue(429);
    assertThat(failure.requestId()).contains("req_011CSHo");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(failure.getMessage()).contains("rate_limit_error").doesNotContain("sk-ant");
  }

  private ProviderException decode(int status, String body) {
    return decoder.decode(new ResponseHead(status, Map.of(), null), body.getBytes(UTF_8));
  }

  private static String error(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
        .formatted(type, message);
  }
}

package dev.coda.providers.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusDecoderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429|RESOURCE_EXHAUSTED|You exceeded your current quota.|RATE_LIMITED",
        "429|RESOURCE_EXHAUSTED|Your prepayment credits are depleted.|PROVIDER_QUOTA",
        "503|UNAVAILABLE|The model is overloaded.|OVERLOADED",
        "500|INTERNAL|An internal error has occurred.|PROVIDER_ERROR",
        "504|DEADLINE_EXCEEDED|Deadline expired.|PROVIDER_TIMEOUT",
        "400|INVALID_ARGUMENT|Unknown name \"x\".|INVALID_REQUEST",
        "400|INVALID_ARGUMENT|API key not valid. Please pass a valid API key.|AUTHENTICATION",
        "400|INVALID_ARGUMENT|The input token count (2000000) exceeds the maximum number of tokens"
            + " allowed (1048576).|CONTEXT_TOO_LONG",
        "400|FAILED_PRECONDITION|User location is not supported.|PERMISSION",
        "401|UNAUTHENTICATED|Expected an OAuth token.|AUTHENTICATION",
        "403|PERMISSION_DENIED|Method doesn't allow unregistered callers.|AUTHENTICATION",
        "403|PERMISSION_DENIED|No access.|PERMISSION",
        "404|NOT_FOUND|models/gemini-9 is not found.|MODEL_NOT_FOUND",
        "418|SOMETHING_NEW|Odd.|INVALID_REQUEST",
      })
  void knowsGooglesErrors(int status, String code, String message, FailureKind kind) {
    String error =
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}"
            .formatted(status, message.replace("\"", "'"), code);
    assertThat(decode(status, error, null).kind()).isEqualTo(kind);
    assertThat(decode(status, "[" + error + "]", null).kind()).isEqualTo(kind);
    if (!code.equals("SOMETHING_NEW")) {
      assertThat(decode(200, error, null).kind()).isEqualTo(kind);
    }
  }

  @ParameterizedTest
  @CsvSource({"502,PROVIDER_ERROR", "404,MODEL_NOT_FOUND", "429,RATE_LIMITED", "503,OVERLOADED"})
  void goesByTheStatusWhereThereIsNoJson(int status, FailureKind kind) {
    assertThat(decode(status, "<html>Bad</html>", null).kind()).isEqualTo(kind);
    assertThat(decode(status, "", null).kind()).isEqualTo(kind);
    assertThat(decode(status, "{\"error\":{\"sta", null).kind()).isEqualTo(kind);
  }

  @Test
  void recognisesAnInvalidKeyByItsReasonAndShowsNoneOfIt() {
    ProviderException failure =
        decode(
            400,
            """
            {"error": {"code": 400, "message": "Bad AIzaSyKEY.", "status": "INVALID_ARGUMENT",
             "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
               "reason": "API_KEY_INVALID", "domain": "googleapis.com"}]}}\
            """,
            null);
    assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
    assertThat(failure).hasMessageContaining("invalid_argument").hasMessageNotContaining("AIza");
  }

  @Test
  void waitsAsLongAsTheBodyAsks() {
    String body =
        """
        {"error": {"code": 429, "message": "Slow.", "status": "RESOURCE_EXHAUSTED", "details": [
          {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": []},
          {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "43.5s"}]}}\
        """;
    assertThat(decode(429, body, null).retryAfter()).contains(Duration.ofMillis(43500));
    assertThat(decode(429, body, Duration.ofSeconds(2)).retryAfter())
        .contains(Duration.ofSeconds(2));
    assertThat(decode(429, body.replace("43.5s", "soon"), null).retryAfter()).isEmpty();
  }

  private static ProviderException decode(int status, String body, @Nullable Duration retryAfter) {
    return new StatusDecoder("google")
        .decode(
            new ResponseHead(status, Map.of(), retryAfter), body.getBytes(StandardCharsets.UTF_8));
  }
}

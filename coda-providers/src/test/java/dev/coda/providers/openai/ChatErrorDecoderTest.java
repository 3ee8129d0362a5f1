package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatErrorDecoderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | authentication | {"error":{"message":"Incorrect API key provided: sk-a***z.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}
          401 | authentication | ''
          403 | permission | {"error":{"message":"no","code":"unsupported_country_region_territory"}}
          404 | model_not_found | {"error":{"message":"The model `x` does not exist","type":"invalid_request_error","code":"model_not_found"}}
          404 | model_not_found | <html><body>nginx</body></html>
          400 | context_too_long | {"error":{"message":"too long","code":"context_length_exceeded"}}
          400 | context_too_long | {"object":"error","message":"This model's maximum context length is 8192 tokens.","type":"BadRequestError","code":400}
          400 | context_too_long | {"error":{"message":"x","type":"too_many_prompt_tokens","code":400}}
          400 | authentication | {"code":"invalid-argument","error":"Incorrect API key provided."}
          500 | context_too_long | {"error":{"code":500,"message":"the request exceeds the available context size"}}
          400 | invalid_request | {"error":{"message":"bad","type":"invalid_request_error","param":"messages"}}
          400 | content_filtered | {"error":{"code":"content_filter","message":"filtered"}}
          422 | invalid_request | {"detail":[{"loc":["body"],"msg":"field required"}]}
          402 | provider_quota | {"error":{"message":"Insufficient Balance","code":"invalid_request_error"}}
          413 | invalid_request | Too large
          429 | rate_limited | {"error":{"message":"slow","type":"tokens","code":"rate_limit_exceeded"}}
          429 | rate_limited | ''
          429 | provider_quota | {"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}
          500 | provider_error | {"error":{"message":"oops","type":"server_error"}}
          500 | provider_error | {"error":"oops"}
          502 | provider_error | <html>bad gateway</html>
          503 | overloaded | {"error":{"message":"x","type":"server_error"}}
          401 | authentication | {"error":{"message":"x","type":"api_error"}}
          429 | rate_limited | {"error":{"message":"x","code":"internal_server_error"}}
          400 | malformed_response | {"error":{"message":"x","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"<f"}}
          413 | context_too_long | {"error":{"message":"Request too large for model","type":"tokens","code":"rate_limit_exceeded"}}
          429 | context_too_long | {"error":{"message":"Request too large for gpt-4o on tokens per min","code":"rate_limit_exceeded"}}
          503 | overloaded | {"error":{"message":"The engine is currently overloaded"}}
          529 | overloaded | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
          400 | invalid_request | [{"error":{"code":400,"message":"Invalid","status":"INVALID_ARGUMENT"}}]
          400 | invalid_request | {"err
          418 | invalid_request | null
          302 | invalid_request | ''
          200 | rate_limited | {"error":{"code":429,"message":"x"}}
          200 | provider_error | {"error":{"message":"x"}}
          200 | provider_error | {"error":{"message":"x","type":"server_error"}}
          200 | overloaded | {"error":{"type":"overloaded_error"}}
          498 | overloaded | {"error":{"message":"Over capacity","code":"capacity_exceeded"}}
          429 | provider_quota | {"error":{"code":"1113","message":"x"}}
          400 | content_filtered | {"error":{"code":"data_inspection_failed","message":"x"}}
          400 | model_not_found | {"error":{"message":"foo/bar is not a valid model ID","code":400}}
          200 | provider_quota | {"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}
          200 | model_not_found | {"code":500,"msg":"404 NOT_FOUND","success":false}
          200 | rate_limited | {"code":429,"message":"Too many requests"}
          200 | authentication | {"detail":"Not authenticated"}
          429 | rate_limited | data: {"error":{"code":429,"message":"Quota exceeded. Please retry in 37.2s."}}
          """)
  void recognises(int status, String kind, String body) {
    assertThat(decode(status, body).kind().code()).isEqualTo(kind);
  }

  @Test
  void keepsWhatTheProviderSaidAboutIt() {
    ResponseHead head =
        new ResponseHead(429, Map.of("x-request-id", "req_1"), Duration.ofSeconds(7));
    ProviderException failure = new ChatErrorDecoder("openai").decode(head, new byte[0]);
    assertThat(failure.provider()).isEqualTo("openai");
    assertThat(failure.status()).hasValue(429);
    assertThat(failure.requestId()).contains("req_1");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void saysWhatFailedAndWhatToDo() {
    assertThat(decode(401, "{\"error\":{\"code\":\"invalid_api_key\"}}"))
        .hasMessage("openai refuses the API key: check it (HTTP 401, invalid_api_key).");
  }

  @Test
  void showsWhatTheProviderSays() {
    assertThat(decode(400, "{\"error\":{\"message\":\"The tool choice is odd.\"}}"))
        .hasMessage("openai calls the request wrong (HTTP 400). It says: The tool choice is odd.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"sk-canary-1\",\"code\":\"sk-canary-1\",\"type\":\"Canary 1\"}}",
        "{\"error\":\"canary1\",\"code\":\"canary1\"}",
        "<h1>canary1</h1>",
        "{\"code\":\"canary1"
      })
  void repeatsNothingThatCouldBeAKey(String body) {
    ProviderException failure = decode(400, body);
    assertThat(failure.toString()).doesNotContainIgnoringCase("canary");
    assertThat(failure).hasNoCause();
  }

  private static ProviderException decode(int status, String body) {
    return new ChatErrorDecoder("openai")
        .decode(new ResponseHead(status, Map.of(), null), body.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.coda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadersTest {
  private final ApiClient client = RunningServer.shared().anonymous();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/assets/app-1a2b3c.js",
        "/health",
        "/api/v1/auth/me",
        "/api/v1/nothing",
        "/api/v1/test/thread"
      })
  void everyAnswerKeepsBrowsersStrict(String path) {
    Reply reply = client.get(path);

    assertThat(reply.header("Content-Security-Policy"))
        .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'")
        .contains("object-src 'none'", "base-uri 'none'");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(reply.header("traceresponse"))
        .matches("00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
  }

  @Test
  void pagesOfModelsRunInAFrameOfOursWithAnOriginOfTheirOwn() {
    Reply reply = client.get("/artifact-frame.html");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Security-Policy"))
        .isEqualTo("sandbox allow-scripts; frame-ancestors 'self'");
    assertThat(reply.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
    assertThat(reply.body()).contains("default-src 'none'");
    assertThat(client.get("/artifact-frame.html.map").header("X-Frame-Options")).isEqualTo("DENY");
  }

  @Test
  void aDefectKeepsThemToo() {
    Reply reply = client.post("/api/v1/test/failure", "{}");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.header("Content-Security-Policy")).isNotEmpty();
    assertThat(reply.header("X-Request-Id")).isNotEmpty();
  }

  @Test
  void theRequestIdIsEchoed() {
    assertThat(client.with("X-Request-Id", "order-17").get("/health").header("X-Request-Id"))
        .isEqualTo("order-17");
  }

  @Test
  void aRequestIdThatCouldForgeALogLineIsReplaced() {
    assertThat(client.with("X-Request-Id", "a b\tc").get("/health").header("X-Request-Id"))
        .matches("[0-9a-f]{32}");
  }

  @Test
  void theCallersTraceGoesOn() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    Reply reply =
        client.with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01").get("/api/v1/nothing");

    assertThat(reply.header("traceresponse")).startsWith("00-" + trace);
    assertThat(reply.json().path("trace_id").asText()).isEqualTo(trace);
  }

  @Test
  void theApiIsNotCached() {
    assertThat(client.get("/api/v1/auth/me").header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void longTextsAreCompressed() {
    Reply reply = client.with("Accept-Encoding", "gzip").get("/assets/long-4d5e6f.js");

    assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
  }

  @Test
  void healthTellsWhetherTheServerLivesAndIsReady() {
    for (String path : new String[] {"/health", "/health/liveness", "/health/readiness"}) {
      Reply reply = client.get(path);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().path("status").asText()).isEqualTo("UP");
    }
  }

  @Test
  void theApiDescribesItself() {
    Reply reply = client.get("/openapi.yml");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("yaml");
    assertThat(reply.body())
        .startsWith("openapi: 3.1")
        .contains("/api/v1/auth/login", "access_token")
        .doesNotContain("sign_in_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/beans", "/env", "/loggers", "/routes", "/stop", "/refresh", "/info"})
  void noOtherManagementAddressAnswers(String path) {
    assertThat(client.get(path).status()).isEqualTo(404);
  }
}

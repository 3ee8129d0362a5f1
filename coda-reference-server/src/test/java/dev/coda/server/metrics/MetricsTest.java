package dev.coda.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.model.ModelRef;
import dev.coda.core.routing.BreakerState;
import dev.coda.core.routing.TargetState;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private static final String CHAT = "/api/v1/chat/stream";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final RunningServer server = RunningServer.shared();
  private final String token = RunningServer.newToken(server.uri());
  private final ApiClient user = server.anonymous().bearer(token);

  @Test
  void aTurnWithAToolMovesAllThatIsMeasuredOfIt() {
    Scrape before = scrape();

    user.post(CHAT, "{\"content\": \"what is 12*7\"}");

    for (String name :
        List.of(
            "http_server_requests_seconds_count",
            "http_server_requests_seconds_sum",
            "gen_ai_client_inference_duration_seconds_count",
            "gen_ai_client_inference_time_to_first_chunk_seconds_count",
            "gen_ai_client_inference_usage_input_tokens_total",
            "gen_ai_client_inference_usage_output_tokens_total",
            "gen_ai_invoke_agent_duration_seconds_count",
            "gen_ai_invoke_agent_inference_calls_sum",
            "gen_ai_invoke_agent_tool_calls_sum",
            "gen_ai_execute_tool_duration_seconds_count",
            "coda_user_tokens_total",
            "hikaricp_connections_usage_seconds_count",
            "hikaricp_connections_acquire_seconds_count")) {
      await(name).atMost(SOON).until(() -> scrape().sum(name) > before.sum(name));
    }
  }

  @Test
  void latencyIsAHistogramOfRoutes() {
    String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
    user.get("/api/v1/sessions/" + session);
    user.get("/api/v1/sessions/" + session + "/nothing");

    String bucket = "http_server_requests_seconds_bucket";
    await().atMost(SOON).until(() -> scrape().sum(bucket, "uri=\"/api/v1/sessions/{id}\"") > 0);
    await()
        .atMost(SOON)
        .until(() -> scrape().sum("http_server_requests_seconds_count", "status=\"404\"") > 0);
    Scrape scrape = scrape();
    assertThat(scrape.sum(bucket, "le=\"3.0\"")).isPositive();
    assertThat(scrape.series().keySet().toString()).doesNotContain(session);
  }

  @Test
  void requestsThatAreRefusedCountAsWell() {
    String count = "http_server_requests_seconds_count";
    Scrape before = scrape();

    server.anonymous().get("/api/v1/sessions");
    user.with("Origin", "https://other.example").post("/api/v1/sessions", "{}");
    user.send("MADE-UP", "/no/such/page", BodyPublishers.noBody());

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          Scrape after = scrape();
          for (String labels :
              List.of(
                  "method=\"GET\",status=\"401\",uri=\"/api/v1/sessions\"",
                  "method=\"POST\",status=\"403\",uri=\"/api/v1/sessions\"",
                  "method=\"CUSTOM\"")) {
            assertThat(after.sum(count, labels))
                .as(labels)
                .isGreaterThan(before.sum(count, labels));
          }
          assertThat(after.series().keySet().toString()).doesNotContain("MADE-UP", "such");
        });
  }

  @Test
  void aRunThatWaitsForAPersonIsCountedAndSoIsItsViewer() throws Exception {
    double viewers = scrape().sum("coda_viewers");
    double paused = scrape().sum("coda_runs_stored", "status=\"paused\"");

    try (InputStream stream = stream()) {
      await().atMost(SOON).until(() -> scrape().sum("coda_viewers") > viewers);
      await()
          .atMost(SOON)
          .until(() -> scrape().sum("coda_runs_stored", "status=\"paused\"") > paused);
      assertThat(stream.read()).isNotNegative();
    }

    await().atMost(SOON).until(() -> scrape().sum("coda_viewers") <= viewers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coda_runs_active",
        "coda_runs_stored",
        "coda_embedding_backlog",
        "coda_store_waiting",
        "hikaricp_connections_max",
        "r2dbc_pool_acquired",
        "r2dbc_pool_max_allocated",
        "jvm_memory_used_bytes",
        "jvm_gc_pause_seconds_count",
        "process_uptime_seconds"
      })
  void isShownFromTheStart(String name) {
    assertThat(scrape().has(name)).as(name).isTrue();
  }

  @Test
  void anOpenBreakerIsOne() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    MultiGauge gauge = MultiGauge.builder("coda.breaker.open").register(registry);

    for (Map.Entry<BreakerState, Double> each :
        Map.of(BreakerState.CLOSED, 0.0, BreakerState.HALF_OPEN, 0.5, BreakerState.OPEN, 1.0)
            .entrySet()) {
      TargetState state = new TargetState(ModelRef.of("openai/gpt"), each.getKey(), null, 0, null);
      gauge.register(List.of(ServerMeters.row(state)), true);

      assertThat(registry.get("coda.breaker.open").tag("model", "gpt").gauge().value())
          .isEqualTo(each.getValue());
    }
  }

  @Test
  void whatCameByAProxyIsNotTakenForThisMachine() {
    assertThat(
            server.anonymous().with("X-Forwarded-For", "203.0.113.7").get("/prometheus").status())
        .isEqualTo(401);
  }

  @Test
  void areNoPartOfTheApi() {
    assertThat(user.get("/openapi.yml").body()).doesNotContain("/prometheus");
  }

  private Scrape scrape() {
    return Scrape.of(server.anonymous());
  }

  private InputStream stream() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve(CHAT))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"content\": \"what is 12*7\", \"tool_permissions\": {\"calculator\":"
                        + " \"ask\"}}"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
  }
}

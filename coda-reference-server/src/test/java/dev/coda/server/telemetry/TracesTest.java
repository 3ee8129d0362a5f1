package dev.coda.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final Path DATA = Path.of("target", "traces");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SHARED_TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final int INTERNAL = 1;
  private static final int SERVER = 2;
  private static final int CLIENT = 3;

  @Test
  void aTurnWithAToolIsSentSpanBySpan() throws Exception {
    DataFolders.emptyDatabase(DATA);
    try (TraceReceiver collector = TraceReceiver.start();
        ServerProcess server =
            ServerProcess.start(
                Map.of(
                    "CODA_PORT",
                    "0",
                    "CODA_DATA_DIR",
                    DATA.toString(),
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    collector.endpoint(),
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    "http/protobuf",
                    "OTEL_BSP_SCHEDULE_DELAY",
                    "100"))) {
      URI uri = server.awaitReady();
      ApiClient user = ApiClient.of(uri).bearer(RunningServer.newToken(uri));

      Reply reply =
          user.with("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
              .post("/api/v1/chat/stream", "{\"content\": \"what is 12*7\"}");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> collector.trace(TRACE), spans -> spans.size() >= 5);

      assertThat(reply.header("traceresponse")).startsWith("00-" + TRACE);
      List<ReceivedSpan> spans = collector.trace(TRACE);
      assertThat(spans)
          .extracting(ReceivedSpan::name)
          .containsExactlyInAnyOrder(
              "POST /api/v1/chat/stream",
              "invoke_agent coda",
              "chat demo",
              "execute_tool calculator",
              "chat demo");
      ReceivedSpan request = span(spans, "POST /api/v1/chat/stream");
      assertThat(request.parentId()).isEqualTo(CALLER);
      assertThat(request.kind()).isEqualTo(SERVER);
      assertThat(request.attributes())
          .contains(
              entry("http.route", "/api/v1/chat/stream"),
              entry("http.response.status_code", "200"));
      ReceivedSpan run = span(spans, "invoke_agent coda");
      assertThat(run.parentId()).isEqualTo(request.spanId());
      assertThat(run.kind()).isEqualTo(INTERNAL);
      assertThat(run.attributes())
          .containsEntry("gen_ai.conversation.id", reply.header("X-Session-Id"));
      ReceivedSpan chat = span(spans, "chat demo");
      assertThat(chat.parentId()).isEqualTo(run.spanId());
      assertThat(chat.kind()).isEqualTo(CLIENT);
      assertThat(chat.attributes())
          .contains(entry("gen_ai.provider.name", "demo"), entry("gen_ai.response.model", "demo"))
          .containsKeys("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens");
      ReceivedSpan tool = span(spans, "execute_tool calculator");
      assertThat(tool.parentId()).isEqualTo(run.spanId());
      assertThat(tool.attributes()).containsEntry("gen_ai.tool.name", "calculator");
      assertThat(spans.toString()).doesNotContain("12*7");

      ApiClient.of(uri)
          .with("traceparent", "00-" + SHARED_TRACE + "-" + CALLER + "-01")
          .get("/api/v1/shared/the-token-of-a-link");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> collector.trace(SHARED_TRACE), shared -> !shared.isEmpty());
      assertThat(collector.trace(SHARED_TRACE).toString())
          .contains("/api/v1/shared/{token}")
          .doesNotContain("the-token-of-a-link");
    }
  }

  private static ReceivedSpan span(List<ReceivedSpan> spans, String name) {
    return spans.stream()
        .filter(span -> span.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name));
  }
}

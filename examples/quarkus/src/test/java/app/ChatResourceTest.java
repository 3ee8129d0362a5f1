package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.api.agent.Run;
import dev.coda.api.event.RunEvent;
import dev.coda.core.Coda;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChatResourceTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @TestHTTPResource URI server;
  @Inject Coda coda;
  @Inject ObjectMapper mapper;
  @Inject Weather weather;
  @Inject OpenTelemetry telemetry;
  @Inject InMemorySpanExporter spans;
  @Inject InMemoryMetricExporter metrics;

  @Test
  void streamsAnAnswerThatUsesABeanBehindAClientProxy() throws Exception {
    assertNotEquals(Weather.class, weather.getClass());

    String answer = ask("1", "use weather in Oslo");
    assertTrue(answer.contains("Sunny in Oslo"), answer);
    assertTrue(answer.contains("event:run_finished"), answer);
  }

  @Test
  void streamsTheRestToAClientThatRejoins() throws Exception {
    Matcher run = Pattern.compile("\"run_id\":\"([^\"]+)\"").matcher(ask("2", "hello"));
    assertTrue(run.find());
    HttpRequest rejoin =
        HttpRequest.newBuilder(server.resolve("/runs/" + run.group(1) + "/events"))
            .header("Last-Event-ID", "2")
            .build();

    String rest = client.send(rejoin, BodyHandlers.ofString()).body();
    assertTrue(rest.contains("id:3\n"), rest);
    assertFalse(rest.contains("id:2\n"), rest);
  }

  @Test
  void reportsSpansAndMetrics() throws Exception {
    ask("3", "hello");
    OpenTelemetrySdk sdk = (OpenTelemetrySdk) telemetry;
    sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
    sdk.getSdkMeterProvider().forceFlush().join(10, TimeUnit.SECONDS);

    assertTrue(
        spans.getFinishedSpanItems().stream()
            .anyMatch(span -> span.getName().startsWith("invoke_agent")));
    assertTrue(
        metrics.getFinishedMetricItems().stream()
            .anyMatch(metric -> metric.getName().equals("gen_ai.invoke_agent.duration")));
  }

  @Test
  void writesEventsWithTheMapperOfTheFramework() throws IOException {
    try (Run run = coda.chat().start("Hi").run()) {
      for (RunEvent event : run) {
        assertEquals(event.toJson(), mapper.writeValueAsString(event));
      }
    }
  }

  private String ask(String chat, String question) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/chats/" + chat))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(question))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}

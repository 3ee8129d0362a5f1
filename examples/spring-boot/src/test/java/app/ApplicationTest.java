package app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.event.RunEvent;
import dev.coda.core.Coda;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "coda.model=demo/demo")
@Import(DatabaseConfiguration.class)
class ApplicationTest {
  static {
    // The application's own telemetry would look for a collector.
    System.setProperty("otel.sdk.disabled", "true");
  }

  @TestConfiguration
  static class Telemetry {
    static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
    static final InMemoryMetricReader METRICS = InMemoryMetricReader.create();

    @Bean
    @Primary
    OpenTelemetrySdk inMemory() {
      return OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                  .build())
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(METRICS).build())
          .build();
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();

  @Value("${local.server.port}")
  private int port;

  @Autowired private ApplicationContext context;
  @Autowired private Coda coda;
  @Autowired private Bookings bookings;
  @Autowired private JdbcTemplate database;

  @Test
  void callsTransactionalBean() throws Exception {
    assertThat(AopUtils.isCglibProxy(bookings)).isTrue();

    assertThat(post("/chats/1", "use book {\"guest\": \"Ada\"}"))
        .contains("event:run_started", "A room is booked for Ada", "event:run_finished");
    assertThat(database.queryForList("SELECT guest FROM bookings", String.class))
        .containsExactly("Ada");
    assertThat(database.queryForList("SELECT id FROM coda.runs")).isNotEmpty();
  }

  @Test
  void streamsTheRestToAClientThatRejoins() throws Exception {
    String run = runOf(post("/chats/2", "hello"));
    HttpRequest rejoin =
        HttpRequest.newBuilder(uri("/runs/" + run + "/events"))
            .header("Last-Event-ID", "2")
            .build();

    assertThat(client.send(rejoin, BodyHandlers.ofString()).body())
        .contains("id:3\n", "event:run_finished")
        .doesNotContain("id:2\n");
  }

  @Test
  void continuesWhenAToolIsApproved() throws Exception {
    StringBuilder events = new StringBuilder();
    try (Stream<String> lines =
        client
            .send(question("/chats/3", "use cancel {\"guest\": \"Bob\"}"), BodyHandlers.ofLines())
            .body()) {
      for (String line : (Iterable<String>) lines::iterator) {
        events.append(line).append('\n');
        if (line.startsWith("data:") && line.contains("\"run_paused\"")) {
          post("/runs/" + runOf(line) + "/approval", "");
        }
      }
    }

    assertThat(events.toString())
        .contains("event:approval_required", "0 bookings of Bob are cancelled", "run_finished");
  }

  @Test
  void reportsSpansAndMetrics() throws Exception {
    post("/chats/4", "hello");

    assertThat(Telemetry.SPANS.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .anyMatch(name -> name.startsWith("invoke_agent"));
    assertThat(Telemetry.METRICS.collectAllMetrics())
        .extracting(MetricData::getName)
        .contains("gen_ai.invoke_agent.duration");
  }

  @Test
  void writesEventsWithTheMapperOfTheFramework() {
    Object mapper =
        context.getBean(
            context.containsBean("jacksonJsonMapper")
                ? "jacksonJsonMapper"
                : "jacksonObjectMapper");
    try (Run run = coda.chat().start("Hi").run()) {
      for (RunEvent event : run) {
        String written = ReflectionTestUtils.invokeMethod(mapper, "writeValueAsString", event);
        assertThat(written).isEqualTo(event.toJson()).contains("\"run_id\":");
      }
    }
  }

  @Test
  void hasOneOkHttp() throws IOException {
    assertThat(
            Collections.list(
                getClass().getClassLoader().getResources("okhttp3/OkHttpClient.class")))
        .hasSize(1);
  }

  private String post(String path, String body) throws Exception {
    return client.send(question(path, body), BodyHandlers.ofString()).body();
  }

  private HttpRequest question(String path, String body) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "text/plain")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static String runOf(String events) {
    Matcher id = Pattern.compile("\"run_id\":\"([^\"]+)\"").matcher(events);
    assertThat(id.find()).as(events).isTrue();
    return id.group(1);
  }
}

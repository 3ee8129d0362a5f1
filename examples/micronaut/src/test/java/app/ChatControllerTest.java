package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.api.agent.Run;
import dev.coda.api.event.RunEvent;
import dev.coda.core.Coda;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChatControllerTest {
  private static EmbeddedServer server;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    server = ApplicationContext.run(EmbeddedServer.class);
  }

  @AfterAll
  static void stop() {
    server.getApplicationContext().close();
  }

  @Test
  void streamsAnAnswerThatUsesAnInterceptedBean() throws Exception {
    String answer = ask("1", "use weather in Oslo");

    assertTrue(answer.contains("Sunny in Oslo"), answer);
    assertTrue(answer.contains("event: run_finished"), answer);
    assertEquals(1, server.getApplicationContext().getBean(Counter.class).calls.get());
  }

  @Test
  void streamsTheRestToAClientThatRejoins() throws Exception {
    Matcher run = Pattern.compile("\"run_id\":\"([^\"]+)\"").matcher(ask("2", "hello"));
    assertTrue(run.find());
    HttpRequest rejoin =
        HttpRequest.newBuilder(server.getURI().resolve("/runs/" + run.group(1) + "/events"))
            .header("Last-Event-ID", "2")
            .build();

    String rest = client.send(rejoin, BodyHandlers.ofString()).body();
    assertTrue(rest.contains("id: 3\n"), rest);
    assertFalse(rest.contains("id: 2\n"), rest);
  }

  @Test
  void reportsSpansAndMetrics() throws Exception {
    ask("3", "hello");

    assertTrue(
        Telemetry.SPANS.getFinishedSpanItems().stream()
            .anyMatch(span -> span.getName().startsWith("invoke_agent")));
    assertTrue(
        Telemetry.METRICS.collectAllMetrics().stream()
            .anyMatch(metric -> metric.getName().equals("gen_ai.invoke_agent.duration")));
  }

  @Test
  void writesEventsWithTheMapperOfTheFramework() throws IOException {
    ObjectMapper mapper = server.getApplicationContext().getBean(ObjectMapper.class);
    try (Run run = server.getApplicationContext().getBean(Coda.class).chat().start("Hi").run()) {
      for (RunEvent event : run) {
        assertEquals(event.toJson(), mapper.writeValueAsString(event));
      }
    }
  }

  private String ask(String chat, String question) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.getURI().resolve("/chats/" + chat))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(question))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}

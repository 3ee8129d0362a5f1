package dev.coda.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hundreds of viewers, who all come at once, of runs that wait for people. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyViewersTest {
  private static final int RUNS = 10;
  private static final int VIEWERS = 20;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final RunningServer server = RunningServer.shared();
  private final String token = RunningServer.newToken(server.uri());
  private final ApiClient user = server.anonymous().bearer(token);
  private final Queue<String> events = new ConcurrentLinkedQueue<>();

  @Test
  void areAllServedAndCostTheDatabaseNextToNothing() throws Exception {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(newWaitingRun());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> viewers = new ArrayList<>();
      for (int i = 0; i < RUNS * VIEWERS; i++) {
        String run = runs.get(i % RUNS);
        viewers.add(threads.submit(() -> view(run)));
      }
      long asked = System.nanoTime();
      assertThat(user.get("/api/v1/auth/me").status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
      await().atMost(LONG).until(() -> seen("run_paused") == RUNS * VIEWERS);

      await()
          .atMost(LONG)
          .pollDelay(Duration.ZERO)
          .untilAsserted(() -> assertThat(transactionsInFiveSeconds()).isLessThan(100));

      runs.forEach(run -> user.post("/api/v1/runs/" + run + "/cancel"));
      for (Future<?> viewer : viewers) {
        viewer.get(60, TimeUnit.SECONDS);
      }
      assertThat(seen("run_finished")).isEqualTo(RUNS * VIEWERS);
    }
  }

  private String newWaitingRun() {
    String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
    String body =
        """
        {"session_id": "%s", "content": "what is 12*7", "tool_permissions": {"calculator": "ask"}}\
        """
            .formatted(session);
    Thread.ofVirtual().start(() -> user.post("/api/v1/chat/stream", body));
    String run =
        await()
            .atMost(LONG)
            .until(
                () -> user.get("/api/v1/sessions/" + session).json().path("active_run_id").asText(),
                id -> !id.isEmpty());
    await()
        .atMost(LONG)
        .until(
            () -> user.get("/api/v1/runs/" + run).json().path("status").asText(), "paused"::equals);
    return run;
  }

  private void view(String run) {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve("/api/v1/runs/" + run + "/events"))
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      HttpResponse<Stream<String>> response = HTTP.send(request, BodyHandlers.ofLines());
      response.body().filter(line -> line.startsWith("event: ")).forEach(events::add);
    } catch (Exception e) {
      events.add(e.toString());
    }
  }

  private long seen(String type) {
    return events.stream().filter(line -> line.equals("event: " + type)).count();
  }

  private long transactionsInFiveSeconds() throws SQLException {
    long before = transactions();
    await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
    return transactions() - before;
  }

  private long transactions() throws SQLException {
    try (Connection connection = server.bean(HikariDataSource.class).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")) {
      row.next();
      return row.getLong(1);
    }
  }
}

package dev.coda.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an MCP server asks during a call reaches the person, and their answer the server. */
class ElicitationTest {
  private static final Path DATA = Path.of("target", "elicitation");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static ServerProcess server;
  private static URI uri;
  private static String token;
  private static ApiClient user;

  @BeforeAll
  static void startWithAServerThatAsks() throws Exception {
    DataFolders.emptyDatabase(DATA);
    Path config = DATA.resolveSibling("elicitation-mcp.json");
    Files.writeString(config, AskingServer.config());
    server =
        ServerProcess.start(
            Map.of(
                "CODA_PORT",
                "0",
                "CODA_DATA_DIR",
                DATA.toString(),
                "CODA_MCP_CONFIG",
                config.toAbsolutePath().toString()));
    uri = server.awaitReady();
    token = RunningServer.newToken(uri);
    user = ApiClient.of(uri).bearer(token);
    await()
        .atMost(PATIENCE)
        .until(() -> user.get("/api/v1/mcp-servers").body().contains("\"connected\""));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anAnswerReachesTheServer() throws Exception {
    Asked asked = ask();
    assertThat(asked.question().at("/input/message").asText()).isEqualTo("Which table?");
    assertThat(asked.question().at("/input/schema/properties/table/type").asText())
        .isEqualTo("integer");

    Reply wrong = asked.decide("{\"decision\": \"approve\", \"input\": {\"table\": \"x\"}}");
    assertThat(wrong.status()).as(wrong.body()).isEqualTo(400);
    assertThat(wrong.blamed()).containsExactly("input");
    Reply right = asked.decide("{\"decision\": \"approve\", \"input\": {\"table\": 7}}");
    assertThat(right.status()).as(right.body()).isEqualTo(202);

    String events = asked.stream().join().body();
    assertThat(events).contains("accept", "completed").contains("\\\"table\\\":7");
    assertThat(events).doesNotContain("run_paused");
  }

  @Test
  void aRefusalReachesTheServer() throws Exception {
    Asked asked = ask();

    assertThat(asked.decide("{\"decision\": \"deny\"}").status()).isEqualTo(202);

    assertThat(asked.stream().join().body()).contains("decline", "completed");
  }

  private static Asked ask() throws Exception {
    String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
    CompletableFuture<Reply> stream =
        CompletableFuture.supplyAsync(() ->
            user.post(
                "/api/v1/chat/stream",
                "{\"session_id\": \"%s\", \"content\": \"use asking__book {}\"}"
                    .formatted(session)));
    String run =
        await()
            .atMost(PATIENCE)
            .until(
                () -> user.get("/api/v1/sessions/" + session).json().path("active_run_id").asText(),
                id -> !id.isEmpty());
    return new Asked(run, question(run), stream);
  }

  private static JsonNode question(String run) throws Exception {
    HttpRequest watching =
        HttpRequest.newBuilder(uri.resolve("/api/v1/runs/" + run + "/events"))
            .header("Authorization", "Bearer " + token)
            .build();
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines = client.send(watching, BodyHandlers.ofLines()).body()) {
      String line =
          lines
              .filter(each -> each.startsWith("data:") && each.contains("elicitation"))
              .findFirst()
              .orElseThrow();
      return CodaJson.mapper().readTree(line.substring("data:".length()));
    }
  }

  private record Asked(String run, JsonNode question, CompletableFuture<Reply> stream) {
    Reply decide(String body) {
      return user.post(
          "/api/v1/runs/%s/approvals/%s".formatted(run, question.get("call_id").asText()), body);
    }
  }
}

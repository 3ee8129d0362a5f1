package dev.coda.server.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server with a heap of 256 MB and 64 MB beside it, which takes everything that needs memory,
 * one after another.
 */
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("drill")
class SmallServerTest {
  private static final int SESSIONS = 100;
  private static final int VIEWERS = 100;
  private static final int AT_ONCE = 16;
  private static final Path DATA = Path.of("target", "small-server");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String OPEN = "SELECT id FROM runs WHERE finished_at IS NULL";

  @TempDir private Path tools;

  @Test
  void survivesEverythingThatNeedsMemory() throws Exception {
    try (DrillModel model = new DrillModel();
        SmallServer server = SmallServer.start(DATA, tools, model.baseUrl())) {
      String token = RunningServer.newToken(server.uri);
      ApiClient user = ApiClient.of(server.uri).bearer(token);

      step(server, "lists of large sessions", () -> listLargeSessions(user));
      step(server, "large imports", () -> importLargeSession(user));
      step(server, "copies of a large session", () -> copyLargeSession(user));
      step(server, "large messages", () -> readLargestMessage(user));
      step(server, "hostile imports", () -> importHostileSessions(user));
      step(server, "bombs", () -> sendBombs(user));
      step(server, "transfers at once", () -> transferAtOnce(server, user));
      step(server, "answers without end", () -> answerWithoutEnd(user));
      step(server, "large arguments", () -> callWithLargeArguments(user));
      step(server, "a log over its ceiling, and poison", () -> writeLongLogs(server, user));
      step(server, "silent viewers", () -> viewInSilence(server, token));

      await().atMost(LONG).until(() -> server.query(OPEN).isEmpty());
      assertThat(server.transferFiles()).isEmpty();
      assertThat(server.usedHeap())
          .as("heap in use")
          .isBetween(1L, 3L * SmallServer.HEAP_MEGABYTES / 4);
      assertThat(user.get("/health/readiness").status()).isEqualTo(200);
      assertCalculates(ApiClient.of(server.uri).bearer(RunningServer.newToken(server.uri)));
      assertThat(server.stop()).noneMatch(line -> line.contains("OutOfMemoryError"));
      assertThat(server.process.exitCode()).isZero();
    }
  }

  private static void listLargeSessions(ApiClient user) throws Exception {
    String largest = LargeSessions.largest();
    for (int i = 0; i < SESSIONS; i++) {
      assertThat(user.post("/api/v1/sessions", largest).status()).isEqualTo(201);
    }
    for (Reply list : atOnce(AT_ONCE, () -> user.get("/api/v1/sessions?limit=100"))) {
      assertThat(list.status()).as(list.body()).isEqualTo(200);
      assertThat(list.json().get("items")).hasSize(SESSIONS);
      assertThat(list.body()).hasSizeLessThan(SESSIONS * 1_500);
    }
  }

  private static void importLargeSession(ApiClient user) throws Exception {
    Reply imported = user.post("/api/v1/sessions/import", LargeSessions.archive(60));
    assertThat(imported.status()).as(imported.body()).isEqualTo(201);
    String session = "/api/v1/sessions/" + imported.json().get("id").textValue();
    for (Reply page : atOnce(AT_ONCE, () -> user.get(session + "/messages?limit=100"))) {
      assertThat(page.status()).as(page.body().substring(0, 200)).isEqualTo(200);
      assertThat(page.body()).hasSizeLessThan(4 << 20);
      assertThat(page.json().get("next_cursor").textValue()).isNotBlank();
    }
    Reply turn = user.post(session + "/messages", "{\"content\": \"what is 6*7\"}");
    assertThat(turn.status()).as(turn.body()).isEqualTo(201);
    assertThat(turn.json().at("/assistant_message/content").textValue()).contains("42");
  }

  private static void readLargestMessage(ApiClient user) throws Exception {
    Reply large = user.post("/api/v1/sessions/import", LargeSessions.largestMessage());
    assertThat(large.status()).as(large.body()).isEqualTo(201);
    String message = "/api/v1/messages/" + large.json().get("head_message_id").textValue();
    for (Reply reply : atOnce(4, () -> user.get(message))) {
      assertThat(reply.status()).isIn(200, 503);
    }
    assertThat(user.get(message).status()).isEqualTo(200);
  }

  private static void copyLargeSession(ApiClient user) {
    String archive = LargeSessions.archive(20);
    Reply imported = user.post("/api/v1/sessions/import", archive);
    assertThat(imported.status()).as(imported.body()).isEqualTo(201);
    String session = "/api/v1/sessions/" + imported.json().get("id").textValue();
    assertThat(user.post(session + "/fork", "{}").status()).isEqualTo(201);
    assertThat(user.post(session + "/export", "{\"format\": \"json\"}").body())
        .hasSizeGreaterThan(archive.length());
  }

  private static void importHostileSessions(ApiClient user) {
    for (Map.Entry<String, Integer> hostile : LargeSessions.hostile().entrySet()) {
      Reply reply = user.post("/api/v1/sessions/import", hostile.getKey());
      String start = hostile.getKey().substring(0, 60);
      assertThat(reply.status()).as(start + " " + reply.body()).isEqualTo(hostile.getValue());
    }
  }

  private static void sendBombs(ApiClient user) throws Exception {
    byte[] bomb = bomb(100);
    ApiClient compressed =
        user.with("Content-Encoding", "gzip").with("Content-Type", "application/json");
    List<Supplier<Reply>> requests = new ArrayList<>();
    for (String path :
        List.of("/api/v1/auth/register", "/api/v1/sessions", "/api/v1/sessions/import", "/mcp")) {
      for (int i = 0; i < AT_ONCE; i++) {
        requests.add(() -> compressed.send("POST", path, BodyPublishers.ofByteArray(bomb)));
      }
    }
    assertThat(atOnce(requests)).extracting(Reply::status).isSubsetOf(413, 429, 503);
  }

  private static void transferAtOnce(SmallServer server, ApiClient user) throws Exception {
    String archive = LargeSessions.archive(20);
    List<Supplier<Reply>> transfers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ApiClient other = ApiClient.of(server.uri).bearer(RunningServer.newToken(server.uri));
      transfers.add(() -> other.post("/api/v1/sessions/import", archive));
      transfers.add(() -> other.post("/api/v1/sessions/import", archive));
      transfers.add(() -> other.post("/api/v1/sessions/import", archive));
    }
    assertThat(atOnce(transfers)).extracting(Reply::status).contains(201).isSubsetOf(201, 429, 503);
    assertThat(user.get("/api/v1/sessions").status()).isEqualTo(200);
  }

  private static void answerWithoutEnd(ApiClient user) throws Exception {
    for (String question : List.of(DrillModel.ENDLESS_ANSWER, DrillModel.ENDLESS_ARGUMENTS)) {
      for (Reply reply : atOnce(3, () -> turn(user, question))) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(run(user, reply).path("status").asText()).isEqualTo("failed");
        assertThat(run(user, reply).at("/error/code").asText()).isEqualTo("answer_too_large");
      }
    }
  }

  private static void callWithLargeArguments(ApiClient user) throws Exception {
    for (Reply reply : atOnce(3, () -> turn(user, DrillModel.LARGE_ARGUMENTS))) {
      assertThat(reply.status()).as(reply.body()).isEqualTo(201);
      assertThat(run(user, reply).path("status").asText()).isEqualTo("completed");
    }
  }

  private static void writeLongLogs(SmallServer server, ApiClient user) throws Exception {
    Reply reply = turn(user, DrillModel.LONG_LOG);
    assertThat(run(user, reply).at("/error/code").asText()).isEqualTo("run_too_large");
    String run = reply.json().path("run_id").asText();

    // As if a server had died of it, with all of its log stored.
    server.execute(
        """
        DELETE FROM run_events WHERE run_id = '%1$s' AND seq = (SELECT last_seq FROM runs WHERE id = '%1$s')
        """
            .formatted(run));
    assertThat(endAsOrphan(server, run)).isEqualTo("failed");

    // As another version may have stored it: far more than any run may write.
    for (int i = 1; i <= 5; i++) {
      server.execute(
          """
          INSERT INTO run_events SELECT run_id, seq + %1$d00000, type, payload, ts FROM run_events
          WHERE run_id = '%2$s' AND seq < 100000 AND seq < (SELECT last_seq FROM runs WHERE id = '%2$s')
          """
              .formatted(i, run));
    }
    assertThat(endAsOrphan(server, run)).isEqualTo("failed");
  }

  private static String endAsOrphan(SmallServer server, String run) throws Exception {
    server.execute(
        ("UPDATE runs SET status = 'running', finished_at = NULL, error = NULL, lease_owner ="
                + " 'gone', lease_until = now() - interval '1 second' WHERE id = '%s'")
            .formatted(run));
    await().atMost(LONG).until(() -> server.query(OPEN).isEmpty());
    return server.query("SELECT status FROM runs WHERE id = '%s'".formatted(run)).getFirst();
  }

  private static void viewInSilence(SmallServer server, String token) throws Exception {
    HttpRequest question =
        HttpRequest.newBuilder(server.uri.resolve("/api/v1/chat/stream"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(question(DrillModel.MUCH)))
            .build();
    try (HttpClient http = HttpClient.newHttpClient();
        SilentViewers silent = new SilentViewers()) {
      HttpResponse<Stream<String>> reader = http.send(question, BodyHandlers.ofLines());
      String run = reader.headers().firstValue("X-Run-Id").orElseThrow();
      silent.open(server.uri, "/api/v1/runs/" + run + "/events", token, VIEWERS);

      Transcript seen = Transcript.read(reader.body());

      assertThat(seen.characters()).isEqualTo(DrillModel.MUCH_CHARACTERS);
      assertThat(seen.lastType()).isEqualTo("run_finished");
      assertCalculates(ApiClient.of(server.uri).bearer(token));
      assertThat(silent.firstLines()).containsOnly("HTTP/1.1 200 OK");
    }
  }

  private static void assertCalculates(ApiClient user) {
    String body =
        """
        {"content": "what is 2+40", "model_provider": "demo", "model_name": "demo"}\
        """;
    assertThat(user.post("/api/v1/chat/stream", body).body())
        .contains("42")
        .contains("event: run_finished");
  }

  private static Reply turn(ApiClient user, String content) {
    String session = user.post("/api/v1/sessions", "{}").json().path("id").asText();
    return user.post("/api/v1/sessions/" + session + "/messages", question(content));
  }

  private static String question(String content) {
    return """
    {"content": "%s", "model_provider": "hosted", "model_name": "%s"}\
    """
        .formatted(content, DrillModel.NAME);
  }

  private static JsonNode run(ApiClient user, Reply turn) {
    return user.get("/api/v1/runs/" + turn.json().path("run_id").asText()).json();
  }

  private static byte[] bomb(int megabytes) throws IOException {
    byte[] spaces = new byte[1 << 20];
    Arrays.fill(spaces, (byte) ' ');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < megabytes; i++) {
        gzip.write(spaces);
      }
    }
    return bytes.toByteArray();
  }

  private static List<Reply> atOnce(int count, Supplier<Reply> request) throws Exception {
    return atOnce(Stream.generate(() -> request).limit(count).toList());
  }

  private static List<Reply> atOnce(List<Supplier<Reply>> requests) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (Supplier<Reply> request : requests) {
        replies.add(threads.submit(request::get));
      }
      List<Reply> done = new ArrayList<>();
      for (Future<Reply> reply : replies) {
        done.add(reply.get(120, TimeUnit.SECONDS));
      }
      return done;
    }
  }

  private static void step(SmallServer server, String name, Step step) throws Exception {
    long start = System.nanoTime();
    try {
      step.run();
    } catch (Exception | AssertionError e) {
      throw new AssertionError(name + "; the server printed " + server.stop(), e);
    }
    System.out.printf("%s: %d ms%n", name, (System.nanoTime() - start) / 1_000_000);
  }

  private interface Step {
    void run() throws Exception;
  }
}

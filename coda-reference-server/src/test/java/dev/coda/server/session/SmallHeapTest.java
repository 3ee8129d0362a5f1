package dev.coda.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The largest sessions that a user can make, at a server of little memory. */
class SmallHeapTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "CODA_PORT",
          "0",
          "CODA_DATA_DIR",
          Path.of("target", "small-heap").toString(),
          "JAVA_TOOL_OPTIONS",
          "-Xmx256m -XX:+ExitOnOutOfMemoryError");

  private static final int SESSIONS = 100;
  private static final int AT_ONCE = 16;

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void servesTheLargestSessionsWithinALittleMemory() throws Exception {
    try (ServerProcess server = ServerProcess.start(ENVIRONMENT)) {
      URI uri = server.awaitReady();
      ApiClient user = ApiClient.of(uri).bearer(RunningServer.newToken(uri));

      String largest =
          "{\"title\": \"%s\", \"system_prompt\": \"%s\", \"metadata\": {\"a\": \"%s\"}}"
              .formatted("t".repeat(500), "語".repeat(100_000), "m".repeat(65_000));
      for (int i = 0; i < SESSIONS; i++) {
        assertThat(user.post("/api/v1/sessions", largest).status()).isEqualTo(201);
      }
      for (Reply list : atOnce(AT_ONCE, () -> user.get("/api/v1/sessions?limit=100"))) {
        assertThat(list.status()).as(list.body()).isEqualTo(200);
        assertThat(list.json().get("items")).hasSize(SESSIONS);
        assertThat(list.body()).hasSizeLessThan(SESSIONS * 1_500);
      }

      String archive = archive(60);
      Reply imported = user.post("/api/v1/sessions/import", archive);
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
      assertThat(user.post(session + "/fork", "{}").status()).isEqualTo(201);
      assertThat(user.post(session + "/export", "{\"format\": \"json\"}").body())
          .hasSizeGreaterThan(archive.length());

      Reply large = user.post("/api/v1/sessions/import", largestMessage());
      assertThat(large.status()).as(large.body()).isEqualTo(201);
      String message = "/api/v1/messages/" + large.json().get("head_message_id").textValue();
      for (Reply reply : atOnce(4, () -> user.get(message))) {
        assertThat(reply.status()).isIn(200, 503);
      }
      assertThat(user.get(message).status()).isEqualTo(200);
      assertThat(user.get("/health").status()).isEqualTo(200);
    }
  }

  private static List<Reply> atOnce(int count, Supplier<Reply> request) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        replies.add(threads.submit(request::get));
      }
      List<Reply> done = new ArrayList<>();
      for (Future<Reply> reply : replies) {
        done.add(reply.get(120, TimeUnit.SECONDS));
      }
      return done;
    }
  }

  /** One answer of 17 MiB. */
  private static String largestMessage() {
    String part = "{\"type\":\"text\",\"text\":\"" + "x".repeat(1 << 20) + "\"}";
    String id = UUID.randomUUID().toString();
    return ("{\"format\":\"coda.session\",\"version\":1,\"session\":{\"head_message_id\":\"%s\"},"
            + "\"messages\":[{\"id\":\"%s\",\"role\":\"assistant\",\"status\":\"complete\","
            + "\"created_at\":\"2026-01-01T00:00:00Z\",\"parts\":[%s]}]}")
        .formatted(id, id, (part + ",").repeat(16) + part);
  }

  /** A chain of messages of half a megabyte each. */
  private static String archive(int megabytes) {
    StringBuilder file =
        new StringBuilder("{\"format\":\"coda.session\",\"version\":1,\"messages\":[");
    String text = "words ".repeat(83_000);
    String parent = "";
    String id = "";
    for (int i = 0; i < megabytes * 2; i++) {
      id = UUID.randomUUID().toString();
      file.append(i == 0 ? "" : ",")
          .append(
              ("{\"id\":\"%s\",%s\"role\":\"%s\",\"status\":\"complete\","
                   + "\"created_at\":\"2026-01-01T00:00:00Z\",\"parts\":[{\"type\":\"text\",\"text\":\"")
                  .formatted(id, parent, i % 2 == 0 ? "user" : "assistant"))
          .append(text)
          .append("\"}]}");
      parent = "\"parent_id\":\"" + id + "\",";
    }
    return file.append("],\"session\":{\"head_message_id\":\"")
        .append(id)
        .append("\"}}")
        .toString();
  }
}

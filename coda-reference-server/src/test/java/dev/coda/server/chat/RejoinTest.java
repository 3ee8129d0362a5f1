package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** G4 over HTTP. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RejoinTest {
  private static final int VIEWERS = 5;

  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void fiveViewersSeeTheSameBytesAndEachRejoinSeesTheRest() throws Exception {
    String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
    String question = "{\"session_id\": \"%s\", \"content\": \"Hello\"}".formatted(session);
    List<Future<Reply>> viewers = new ArrayList<>();
    Reply first;
    String events;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> asked = threads.submit(() -> user.post("/api/v1/chat/stream", question));
      String run =
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () ->
                      user.get("/api/v1/sessions/" + session).json().path("active_run_id").asText(),
                  id -> !id.isEmpty());
      events = "/api/v1/runs/" + run + "/events";
      for (int i = 0; i < VIEWERS; i++) {
        viewers.add(threads.submit(() -> user.get(events)));
      }
      first = asked.get();
    }

    for (Future<Reply> viewer : viewers) {
      assertThat(frames(viewer.get())).isEqualTo(frames(first));
    }
    List<String> replayed = frames(user.get(events));
    for (int i = 0; i <= replayed.size(); i++) {
      long seen = i == 0 ? 0 : seq(replayed.get(i - 1));
      assertThat(frames(user.get(events + "?after=" + seen)))
          .as("after %s", seen)
          .isEqualTo(replayed.subList(i, replayed.size()));
    }
  }

  private static List<String> frames(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    return Arrays.stream(reply.body().split("\n\n", -1))
        .filter(frame -> !frame.isEmpty() && !frame.startsWith(":"))
        .toList();
  }

  private static long seq(String frame) {
    return Long.parseLong(frame.lines().findFirst().orElseThrow().substring("id: ".length()));
  }
}

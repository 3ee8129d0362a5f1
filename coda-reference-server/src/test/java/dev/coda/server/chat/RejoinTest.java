package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.Reply;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** G4 over HTTP, with a run that reasons, is cut off, calls tools side by side, and asks. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RejoinTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int VIEWERS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final MockReply THOUGHT = MockReply.reasoned("Hm.", "Half ", "an ", "answer");
  private static final MockReply CALLS = calls();

  @Test
  void fiveViewersSeeTheSameBytesAndEachRejoinSeesTheRest() throws Exception {
    CountDownLatch joined = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    try (HostedServer server = new HostedServer(Path.of("target", "rejoin"))) {
      server.tool.otherwise(request -> json("{\"n\": 4}"));
      server.model.enqueue(
          THOUGHT.after(2, () -> hold(joined)).cutAfter(THOUGHT.body().length / 2),
          CALLS,
          MockReply.reasoned("So.", "It ", "is ", "four.").after(0, () -> hold(back)));
      String session = server.newSession();
      List<Watching> viewers = new ArrayList<>();
      viewers.add(
          new Watching(
              server,
              HttpRequest.newBuilder(server.uri.resolve("/api/v1/chat/stream"))
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          HostedServer.question(session, "How many?", "{\"slow\": \"ask\"}")))));
      String run =
          server.user.get("/api/v1/sessions/" + session).json().get("active_run_id").textValue();
      String events = "/api/v1/runs/" + run + "/events";
      for (int i = 0; i < VIEWERS; i++) {
        viewers.add(new Watching(server, HttpRequest.newBuilder(server.uri.resolve(events))));
      }

      // All are there before the pause, and all are back before the model continues.
      joined.countDown();
      viewers.forEach(viewer -> viewer.awaits("run_paused"));
      String asked = viewers.getFirst().data("approval_required").get("call_id").textValue();
      Reply decided =
          server.user.post(
              "/api/v1/runs/%s/approvals/%s".formatted(run, asked), "{\"decision\": \"approve\"}");
      assertThat(decided.status()).isEqualTo(202);
      viewers.forEach(viewer -> viewer.awaits("attempt_started", 3));
      back.countDown();
      viewers.forEach(viewer -> viewer.awaits("run_finished"));

      List<String> first = viewers.getFirst().frames();
      assertThat(viewers).allSatisfy(viewer -> assertThat(viewer.frames()).isEqualTo(first));
      assertThat(viewers.getFirst().kinds())
          .contains(
              "attempt_reset", "reasoning_delta", "tool_call_delta", "tool_result", "run_resumed");
      List<String> replayed = ChatStream.frames(server.user.get(events).body());
      for (int i = 0; i <= replayed.size(); i++) {
        long seen = i == 0 ? 0 : seq(replayed.get(i - 1));
        assertThat(ChatStream.frames(server.user.get(events + "?after=" + seen).body()))
            .as("after %s", seen)
            .isEqualTo(replayed.subList(i, replayed.size()));
      }
    }
  }

  /** Calls both tools at once. */
  private static MockReply calls() {
    String call =
        """
        {"index": %1$d, "id": "call_%1$d", "type": "function",
         "function": {"name": "%2$s", "arguments": "{\\"n\\": %1$d}"}}\
        """;
    String chunk =
        """
        data: {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "%s", \
        "choices": [{"index": 0, "delta": %s, "finish_reason": %s}]}

        """;
    String delta =
        "{\"tool_calls\": [%s, %s]}"
            .formatted(call.formatted(0, "quick"), call.formatted(1, "slow"))
            .replace("\n", "");
    String body =
        chunk.formatted(MockModelServer.MODEL, delta, "null")
            + chunk.formatted(MockModelServer.MODEL, "{}", "\"tool_calls\"")
            + "data: [DONE]\n\n";
    return MockReply.stream(body.getBytes(StandardCharsets.UTF_8));
  }

  private static MockReply json(String body) {
    return MockReply.of(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long seq(String frame) {
    return Long.parseLong(frame.lines().findFirst().orElseThrow().substring("id: ".length()));
  }

  /** One person who watches; they are there once the answer has begun. Thread-safe. */
  private static final class Watching {
    private final StringBuilder body = new StringBuilder();

    Watching(HostedServer server, HttpRequest.Builder request)
        throws IOException, InterruptedException {
      HttpResponse<Stream<String>> answer =
          HTTP.send(
              request.header("Authorization", "Bearer " + server.token).build(),
              BodyHandlers.ofLines());
      assertThat(answer.statusCode()).isEqualTo(200);
      Thread.ofVirtual().start(() -> answer.body().forEach(this::read));
    }

    private synchronized void read(String line) {
      body.append(line).append('\n');
    }

    /** Returns the frames so far, byte for byte. */
    synchronized List<String> frames() {
      return ChatStream.frames(body.toString());
    }

    List<String> kinds() {
      return frames().stream()
          .map(frame -> ChatStream.event(frame).get("type").textValue())
          .toList();
    }

    void awaits(String kind) {
      awaits(kind, 1);
    }

    void awaits(String kind, int times) {
      await().atMost(PATIENCE).until(() -> kinds().stream().filter(kind::equals).count() >= times);
    }

    JsonNode data(String kind) {
      return frames().stream()
          .map(ChatStream::event)
          .filter(event -> event.get("type").textValue().equals(kind))
          .findFirst()
          .orElseThrow();
    }
  }
}

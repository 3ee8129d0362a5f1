package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.testkit.mock.MockExchange;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** G7 over HTTP, from a person's click to the sockets of models and tools. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelOverHttpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Half a second is promised; the rest is for a busy machine. */
  private static final Duration BOUND = Duration.ofMillis(1500);

  private static final MockReply THOUGHT = MockReply.reasoned("Hm.", "One ", "two.");
  private static final MockReply CALL = MockReply.toolCall("slow", "{\"n\": 2}");
  private static final MockReply RESULT = result();

  private final List<Duration> times = new ArrayList<>();
  private final HostedServer server;
  private final MockModelServer model;
  private final MockModelServer tool;
  private final ApiClient user;
  private String session = "";

  CancelOverHttpTest() throws IOException {
    server = new HostedServer(Path.of("target", "cancel-over-http"));
    model = server.model;
    tool = server.tool;
    user = server.user;
  }

  @AfterAll
  void stop() {
    System.out.printf(
        "upstream sockets closed after %d ms at most%n",
        times.stream().mapToLong(Duration::toMillis).max().orElse(0));
    server.close();
  }

  /** Before a word of the provider and after each of its frames, in the first call and the next. */
  Stream<Arguments> places() {
    return Stream.of(Arguments.of("thought", THOUGHT), Arguments.of("tool call", CALL))
        .flatMap(reply -> {
          MockReply whole = (MockReply) reply.get()[1];
          return IntStream.range(-1, whole.frameCount())
              .boxed()
              .flatMap(frames ->
                  Stream.of(
                      Arguments.of(0, reply.get()[0], whole, frames),
                      Arguments.of(1, reply.get()[0], whole, frames)));
        });
  }

  @ParameterizedTest(name = "after {0} tools, in a {1} after {3} frames")
  @MethodSource("places")
  void stopClosesTheModelsSocketInTime(int calls, String what, MockReply reply, int frames) {
    for (int i = 0; i < calls; i++) {
      model.enqueue(CALL);
      tool.enqueue(RESULT);
    }
    model.enqueue(frames < 0 ? reply.stallBeforeHead() : reply.stallAfter(frames));
    CompletableFuture<Reply> asked = ask("{}");
    for (int i = 0; i < calls; i++) {
      model.awaitExchange(PATIENCE);
      tool.awaitExchange(PATIENCE);
    }
    MockExchange stalled = model.awaitExchange(PATIENCE);

    stop(stalled);

    assertStopped(asked);
  }

  @Test
  void stopClosesTheSocketOfAToolThatIsAtWork() {
    model.enqueue(CALL);
    tool.enqueue(RESULT.stallBeforeHead());
    CompletableFuture<Reply> asked = ask("{}");
    model.awaitExchange(PATIENCE);
    MockExchange atWork = tool.awaitExchange(PATIENCE);

    stop(atWork);

    ChatStream stopped = assertStopped(asked);
    assertThat(stopped.ofType("tool_result")).hasSize(1);
  }

  @Test
  void aRunThatWaitsForAPersonIsStoppedAtOnce() {
    model.enqueue(CALL);
    CompletableFuture<Reply> asked = ask("{\"slow\": \"ask\"}");
    model.awaitExchange(PATIENCE);
    String run = activeRun();
    await()
        .atMost(PATIENCE)
        .until(() -> user.get("/api/v1/runs/" + run).body().contains("\"status\":\"paused\""));

    user.post("/api/v1/runs/" + run + "/cancel");

    assertThat(assertStopped(asked).types()).contains("approval_required", "run_paused");
  }

  private CompletableFuture<Reply> ask(String permissions) {
    session = server.newSession();
    String body = HostedServer.question(session, "Do it.", permissions);
    return CompletableFuture.supplyAsync(() -> user.post("/api/v1/chat/stream", body));
  }

  private String activeRun() {
    return user.get("/api/v1/sessions/" + session).json().get("active_run_id").textValue();
  }

  private void stop(MockExchange upstream) {
    String run = activeRun();
    long before = System.nanoTime();
    user.post("/api/v1/runs/" + run + "/cancel");
    Duration closed = Duration.ofNanos(upstream.awaitClientClose(PATIENCE) - before);
    times.add(closed);
    assertThat(closed).isLessThan(BOUND);
  }

  /** Returns what the viewer saw, once it is sure that the conversation can continue. */
  private ChatStream assertStopped(CompletableFuture<Reply> asked) {
    ChatStream stream = ChatStream.of(asked.join());
    List<JsonNode> ends = stream.ofType("run_finished");
    assertThat(ends).hasSize(1).containsExactly(stream.events().getLast());
    assertThat(ends.getFirst().get("status").textValue()).isEqualTo("cancelled");

    model.enqueue(MockReply.text("Yes."));
    ChatStream next =
        ChatStream.of(
            user.post("/api/v1/chat/stream", HostedServer.question(session, "Continue?", "{}")));
    assertThat(next.text()).isEqualTo("Yes.");
    assertValid(model.awaitExchange(PATIENCE).request().json().get("messages"));
    return stream;
  }

  private static void assertValid(JsonNode messages) {
    List<String> open = new ArrayList<>();
    for (JsonNode message : messages) {
      if (message.get("role").asText().equals("tool")) {
        assertThat(open.remove(message.get("tool_call_id").asText())).isTrue();
      } else {
        assertThat(open).isEmpty();
      }
      message.path("tool_calls").forEach(call -> open.add(call.get("id").asText()));
    }
    assertThat(open).isEmpty();
  }

  private static MockReply result() {
    return MockReply.of(200, "application/json", "{\"n\": 4}".getBytes(StandardCharsets.UTF_8));
  }
}

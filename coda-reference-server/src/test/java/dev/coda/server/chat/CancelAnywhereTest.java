package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.UsageReported;
import dev.coda.api.id.SessionId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.hosted.HostedProvider;
import dev.coda.testkit.junit.CodaExtension;
import dev.coda.testkit.mock.MockExchange;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import dev.coda.testkit.trajectory.Trajectory;
import dev.coda.testkit.trajectory.TrajectoryAssert;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** G7, and what G1 and G3 ask of a run that is stopped. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancelAnywhereTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PROMISED = Duration.ofMillis(500);
  private static final List<String> TOKENS = List.of("One ", "two ", "three.");
  private static final MockReply ANSWER = MockReply.text(TOKENS.toArray(String[]::new));

  private final MockModelServer host = MockModelServer.start();

  @RegisterExtension
  private final CodaExtension coda =
      CodaExtension.with(
          InMemoryStores::create,
          (scripted, stores) ->
              CodaAgent.builder()
                  .models(HostedProvider.builder().baseUrl(host.baseUrl()).build())
                  .tools(ToolSource.of(new Doubler()))
                  .stores(stores)
                  .build());

  @AfterEach
  void stop() {
    host.close();
  }

  /**
   * Before a word of the provider, and after each of its frames; in the first call and the next.
   */
  static Stream<Arguments> places() {
    return IntStream.range(-1, ANSWER.frameCount())
        .boxed()
        .flatMap(frames -> Stream.of(Arguments.of(0, frames), Arguments.of(1, frames)));
  }

  @ParameterizedTest(name = "in model call {0} after {1} frames")
  @MethodSource("places")
  void stopClosesTheUpstreamSocketWithinHalfASecondAndKeepsWhatThereIs(int calls, int frames) {
    for (int i = 0; i < calls; i++) {
      host.enqueue(MockReply.toolCall("double", "{\"n\": 2}"));
    }
    host.enqueue(frames < 0 ? ANSWER.stallBeforeHead() : ANSWER.stallAfter(frames));
    Run run = ask("Double two.");
    String said = String.join("", TOKENS.subList(0, Math.clamp(frames, 0, TOKENS.size())));
    awaitText(run, said);
    for (int i = 0; i < calls; i++) {
      host.awaitExchange(PATIENCE);
    }
    MockExchange stalled = host.awaitExchange(PATIENCE);

    long before = System.nanoTime();
    run.cancel();
    Duration closed = Duration.ofNanos(stalled.awaitClientClose(PATIENCE) - before);

    assertThat(closed).isLessThan(PROMISED);
    Trajectory stopped = coda.watch(run);
    TrajectoryAssert.assertThat(stopped).cancelled().answer().isEqualTo(said);
    assertThat(stopped.events())
        .filteredOn(event -> event.kind() == EventKind.RUN_FINISHED)
        .hasSize(1);
    assertBilled(stopped, calls, said);
    assertThat(coda.messages().get(1).text()).isEqualTo(said);
    assertNextTurnIsAccepted();
  }

  /** What the host reported of whole calls, and an estimate of the one that was cut. */
  private void assertBilled(Trajectory stopped, int calls, String said) {
    List<UsageReported> reports =
        stopped.events().stream()
            .filter(event -> event.kind() == EventKind.USAGE)
            .map(event -> (UsageReported) event.payload())
            .toList();
    assertThat(reports).hasSize(calls + 1);
    UsageReported cut = reports.get(calls);
    assertThat(cut.estimated()).isTrue();
    assertThat(cut.tokens().input()).isPositive();
    assertThat(cut.tokens().output() > 0).isEqualTo(!said.isEmpty());
    Usage all = reports.stream().map(UsageReported::tokens).reduce(Usage.NONE, Usage::plus);
    assertThat(stopped.end().orElseThrow().usage()).isEqualTo(all);
    assertThat(coda.messages().get(1).usage()).isEqualTo(all);
  }

  private void assertNextTurnIsAccepted() {
    int before = host.exchanges().size();
    host.enqueue(MockReply.text("Yes."));

    TrajectoryAssert.assertThat(coda.watch(ask("Continue?")))
        .completed()
        .answer()
        .isEqualTo("Yes.");

    JsonNode messages = host.exchanges().get(before).request().json().get("messages");
    Set<String> open = new HashSet<>();
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

  private Run ask(String text) {
    SessionId session = coda.session();
    return coda.agent()
        .start(
            RunRequest.builder(session)
                .text(text)
                .model(new ModelRef("hosted", MockModelServer.MODEL))
                .build());
  }

  private static void awaitText(Run run, String text) {
    StringBuilder seen = new StringBuilder();
    Iterator<RunEvent> events = run.iterator();
    while (seen.length() < text.length()) {
      if (events.next().payload() instanceof ContentDelta delta) {
        seen.append(delta.delta());
      }
    }
  }

  private static final class Doubler implements Tool {
    @Override
    public ToolSpec spec() {
      return ToolSpec.builder("double").description("Doubles a number.").build();
    }

    @Override
    public ToolResult execute(JsonNode input, ToolContext context) {
      return ToolResult.ok(IntNode.valueOf(2 * input.path("n").asInt()));
    }
  }
}

package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.ToolStarted;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that wait for a place among those of their tool. */
@Timeout(20)
class ToolPlacesTest {
  private final AtomicInteger runs = new AtomicInteger();
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final ScriptedModel model =
      ScriptedModel.of(
          ModelScript.create().callTool("slow", "{\"n\": 1}").callTool("slow", "{\"n\": 2}"),
          ModelScript.create().say("Done."));

  @Test
  void aCallsTimeCountsFromWhenItHasItsPlace() throws Exception {
    try (var fixture = AgentFixture.with(model, slow(Duration.ofSeconds(1)))) {
      Run run = fixture.ask("go");
      working.await();
      fixture.clock.advance(Duration.ofSeconds(1));
      Iterator<RunEvent> events = run.iterator();
      while (events.next().kind() != EventKind.TOOL_RESULT) {
        // The one that has the only place runs into its limit, and still has it.
      }
      go.countDown();

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(statuses(run)).containsExactlyInAnyOrder(ToolStatus.UNKNOWN, ToolStatus.SUCCESS);
    }
  }

  @Test
  void aCallIsStartedInTheLogOnceItHasItsPlace() throws Exception {
    try (var fixture = AgentFixture.with(model, slow(Duration.ofSeconds(10)))) {
      Run run = fixture.ask("go");
      working.await();
      go.countDown();

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(AgentFixture.events(run))
          .extracting(RunEvent::kind)
          .filteredOn(kind -> kind == EventKind.TOOL_STARTED || kind == EventKind.TOOL_RESULT)
          .startsWith(EventKind.TOOL_STARTED)
          .hasSize(4);
      assertThat(statuses(run)).containsOnly(ToolStatus.SUCCESS);
    }
  }

  @Test
  void aCallThatIsStoppedWhileItWaitsHasNotRunAndSaysSo() throws Exception {
    try (var fixture = AgentFixture.with(model, slow(Duration.ofSeconds(10)))) {
      Run run = fixture.ask("go");
      working.await();

      run.cancel();
      List<RunEvent> events = AgentFixture.events(run);
      go.countDown();

      List<EventPayload> starts =
          events.stream()
              .filter(event -> event.kind() == EventKind.TOOL_STARTED)
              .map(RunEvent::payload)
              .toList();
      List<ToolCall> calls = RunProjection.of(events).toolCalls();
      assertThat(starts).hasSize(1);
      for (ToolCall call : calls) {
        boolean started = call.id().equals(((ToolStarted) starts.get(0)).callId());
        assertThat(call.status()).isEqualTo(started ? ToolStatus.UNKNOWN : ToolStatus.ERROR);
        assertThat(call.errorMessage()).contains(started ? "unknown" : "before the tool could run");
      }
      assertThat(runs).hasValue(1);
    }
  }

  /** The first call holds the only place until it may continue, cancelled or not. */
  private Tool slow(Duration timeout) {
    ToolSpec spec = ToolSpec.builder("slow").maxConcurrency(1).timeout(timeout).build();
    return TestTools.tool(
        spec,
        (input, context) -> {
          if (runs.incrementAndGet() == 1) {
            working.countDown();
            awaitUninterruptibly();
          }
          return ToolResult.text("done");
        });
  }

  private void awaitUninterruptibly() {
    while (true) {
      try {
        assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
        return;
      } catch (InterruptedException e) {
        // A tool that does not listen.
      }
    }
  }

  private static List<ToolStatus> statuses(Run run) {
    return RunProjection.of(AgentFixture.events(run)).toolCalls().stream()
        .map(ToolCall::status)
        .toList();
  }
}

package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tool has the thread of its run, and the run continues without it if the tool keeps it. */
@Timeout(30)
class OwnThreadToolTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger threads = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger(Integer.MAX_VALUE);

  /** Whether each thread of the agent was interrupted when its task was done. */
  private final BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();

  @Test
  void aSingleToolHasTheThreadOfItsRun() throws Exception {
    var model = ScriptedModel.of(call("double", "{\"n\":2}"), call("double", "{\"n\":3}"), well());
    try (var fixture = AgentFixture.on(this::onThread, model, TestTools.doubler())) {
      assertThat(fixture.ask("go").outcome()).isInstanceOf(RunOutcome.Completed.class);

      assertThat(threads).hasValue(1);
    }
  }

  @Test
  void callsSideBySideHaveAThreadEach() throws Exception {
    var model =
        ScriptedModel.of(
            call("double", "{\"n\":2}")
                .callTool("double", "{\"n\":3}")
                .callTool("double", "{\"n\":4}"),
            well());
    try (var fixture = AgentFixture.on(this::onThread, model, TestTools.doubler())) {
      assertThat(fixture.ask("go").outcome()).isInstanceOf(RunOutcome.Completed.class);

      assertThat(threads).hasValue(3);
    }
  }

  @Test
  void theRunGoesOnAndTheThreadThatComesBackLateDoesNothing() throws Exception {
    var model = ScriptedModel.of(call("deaf", "{}"), well());
    try (var fixture = AgentFixture.on(this::onThread, model, deaf())) {
      Run run = fixture.ask("go");
      running.await();
      fixture.clock.advance(LIMIT);
      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      List<RunEvent> events = AgentFixture.events(run);
      assertThat(threads).hasValue(2);
      assertThat(interrupted.take()).isFalse();

      release.countDown();

      assertThat(interrupted.take()).as("the pool gets its thread back as it was").isFalse();
      assertThat(AgentFixture.events(run)).isEqualTo(events);
      assertThat(fixture.ask("more").outcome()).isInstanceOf(RunOutcome.Failed.class);
    }
  }

  @Test
  void callsSideBySideEndWithoutTheOneThatKeepsItsThread() throws Exception {
    for (boolean last : new boolean[] {true, false}) {
      var calls =
          last
              ? call("double", "{\"n\":2}").callTool("deaf", "{}")
              : call("deaf", "{}").callTool("double", "{\"n\":2}");
      var model = ScriptedModel.of(calls, well());
      CountDownLatch begun = new CountDownLatch(1);
      try (var fixture =
          AgentFixture.on(this::onThread, model, TestTools.doubler(), deaf(begun, release))) {
        Run run = fixture.ask("go");
        begun.await();
        fixture.clock.advance(LIMIT);

        assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
        assertThat(RunProjection.of(AgentFixture.events(run)).toolCalls())
            .extracting(ToolCall::status)
            .containsExactlyInAnyOrder(ToolStatus.SUCCESS, ToolStatus.UNKNOWN);
      }
    }
  }

  @Test
  void aToolThatCancelsItsOwnRunDoesNotKeepIt() throws Exception {
    AtomicReference<Run> run = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    Tool quitter =
        TestTools.tool(
            "stop",
            (input, context) -> {
              known.await();
              run.get().cancel();
              return hold(release);
            });
    try (var fixture =
        AgentFixture.on(this::onThread, ScriptedModel.of(call("stop", "{}")), quitter)) {
      run.set(fixture.ask("go"));
      known.countDown();

      assertThat(run.get().outcome()).isInstanceOf(RunOutcome.Cancelled.class);
      release.countDown();
    }
  }

  @Test
  void theRunEndsEvenIfThereIsNoOtherThread() throws Exception {
    most.set(1);
    var model = ScriptedModel.of(call("deaf", "{}"), well());
    try (var fixture = AgentFixture.on(this::onThread, model, deaf())) {
      Run run = fixture.ask("go");
      running.await();
      fixture.clock.advance(LIMIT);

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      release.countDown();
    }
  }

  private Tool deaf() {
    return deaf(running, release);
  }

  private static Tool deaf(CountDownLatch running, CountDownLatch release) {
    return TestTools.tool(
        ToolSpec.builder("deaf").timeout(LIMIT).build(),
        (input, context) -> {
          running.countDown();
          return hold(release);
        });
  }

  private static ToolResult hold(CountDownLatch release) {
    while (true) {
      try {
        release.await();
        return ToolResult.text("late");
      } catch (InterruptedException e) {
        // It does not listen.
      }
    }
  }

  private static ModelScript call(String tool, String input) {
    return ModelScript.create().callTool(tool, input);
  }

  private static ModelScript well() {
    return ModelScript.create().say("Well.");
  }

  private void onThread(Runnable task) {
    if (threads.incrementAndGet() > most.get()) {
      throw new RejectedExecutionException("full");
    }
    Thread thread =
        new Thread(() -> {
          task.run();
          interrupted.add(Thread.currentThread().isInterrupted());
        });
    thread.setDaemon(true);
    thread.start();
  }
}

package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.tool.ToolResult;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.trajectory.TrajectoryAssert;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** G3 and G9: what users plug in may break in any way. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserCodeErrorTest {
  @Test
  void errorInAToolEndsTheRunOnceAndWireAndStoreAgree() {
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().callTool("broken", "{}"), ModelScript.create().say("Well."));
    try (AgentFixture fixture =
        AgentFixture.with(model, TestTools.tool("broken", (in, context) -> broken()))) {
      assertEndedOnce(fixture, fixture.ask("go"));
    }
  }

  @Test
  void errorInAModelEndsTheRunOnceAndWireAndStoreAgree() {
    ScriptedModel model =
        ScriptedModel.of(ModelScript.create().say("So").then(call -> broken()).say("no"));
    try (AgentFixture fixture = AgentFixture.with(model)) {
      Run run = fixture.ask("go");

      assertEndedOnce(fixture, run);
      TrajectoryAssert.assertThat(run).failed("internal").answer().isEqualTo("So");
    }
  }

  @Test
  void errorInAListenerConcernsNobodyElse() {
    CountDownLatch watched = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(1);
    ScriptedModel model =
        ScriptedModel.of(ModelScript.create().say("So ").then(call -> await(watched)).say("what"));
    try (AgentFixture fixture = AgentFixture.with(model)) {
      Run run = fixture.ask("go");
      run.publisher(0).subscribe(new Broken(heard));
      await(heard);
      watched.countDown();

      assertEndedOnce(fixture, run);
      TrajectoryAssert.assertThat(run).completed().answer().isEqualTo("So what");
    }
  }

  @Test
  void repeatedKeyFindsTheRunThatIsStillAtWork() {
    CountDownLatch go = new CountDownLatch(1);
    ScriptedModel model =
        ScriptedModel.of(ModelScript.create().then(call -> await(go)).say("once"));
    try (AgentFixture fixture = AgentFixture.with(model)) {
      RunRequest request =
          RunRequest.builder(fixture.session).text("go").idempotencyKey("k").build();
      Run first = fixture.agent.start(request);

      Run second = fixture.agent.start(request);
      go.countDown();

      assertThat(second.id()).isEqualTo(first.id());
      TrajectoryAssert.assertThat(second).completed().answer().isEqualTo("once");
      assertThat(fixture.messages()).hasSize(2);
    }
  }

  private static void assertEndedOnce(AgentFixture fixture, Run run) {
    List<RunEvent> live = AgentFixture.events(run);
    List<RunEvent> stored = fixture.stores.runs().events(run.id(), 0, 1_000);
    for (List<RunEvent> log : List.of(live, stored)) {
      assertThat(log).filteredOn(event -> event.kind() == EventKind.RUN_FINISHED).hasSize(1);
      assertThat(log.get(log.size() - 1).kind()).isEqualTo(EventKind.RUN_FINISHED);
    }
    assertThat(stored.get(stored.size() - 1)).isEqualTo(live.get(live.size() - 1));
  }

  private static ToolResult broken() {
    throw new StackOverflowError("a defect of a user");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Broken(CountDownLatch heard) implements Flow.Subscriber<RunEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(RunEvent event) {
      heard.countDown();
      broken();
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}

package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunRecord;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TakeOverTest {
  private static final List<List<String>> TOOLS =
      List.of(List.of("write", "read"), List.of("write"));
  private static final Duration LEASE = Duration.ofMinutes(5);
  private final DurableFixture fixture = new DurableFixture();
  private final CountingTool writes = new CountingTool();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** The first process can store this many commits, and then nothing any more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anotherProcessGoesOnWhereverTheFirstOneDied(int commits) throws Exception {
    DyingStores dying = new DyingStores(fixture.stores, commits);
    CodaAgent first = fixture.agent(dying, lease(), new TalkingModel(TOOLS), write(), read());
    Run run = fixture.ask(first);
    Future<List<RunEvent>> viewer = DurableFixture.onThread(() -> AgentFixture.events(run));
    await().until(() -> dying.isDead() || isOver(run));
    CodaAgent second = fixture.agent(new TalkingModel(TOOLS), write(), read());

    fixture.clock.advance(LEASE.plusSeconds(1));

    Run found = second.find(UserId.LOCAL, run.id()).orElseThrow();
    RunOutcome outcome = fixture.outcome(found);
    int repeated = 0;
    while (outcome instanceof RunOutcome.AwaitingApproval waits) {
      for (Interrupt one : waits.interrupts()) {
        assertThat(one.reason()).isEqualTo("unknown_outcome");
        repeated++;
        found.decide(new ApprovalDecision(one.callId(), ApprovalDecision.Verdict.DENY, null, null));
      }
      outcome = fixture.outcome(found);
    }

    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    assertThat(writes.calls).doesNotHaveDuplicates();
    assertThat(repeated).isLessThanOrEqualTo(2);
    List<RunEvent> log = fixture.stored(run.id());
    assertThat(log).filteredOn(event -> event.kind() == EventKind.RUN_FINISHED).hasSize(1);
    RunProjection stored = RunProjection.of(log);
    assertThat(stored.status()).isEqualTo(RunStatus.COMPLETED);
    RunProjection seen = RunProjection.of(fixture.await(viewer));
    assertThat(seen.answer()).isEqualTo(stored.answer());
    assertThat(seen.toolCalls()).isEqualTo(stored.toolCalls());
    assertThat(seen.thoughts()).isEqualTo(stored.thoughts());
  }

  @Test
  void aRunThatEndsEveryProcessIsGivenUp() throws Exception {
    ScriptedModel stalled = ScriptedModel.of();
    for (int i = 0; i < 6; i++) {
      stalled.add(ModelScript.create().say("I ").stall());
    }
    Run run = fixture.ask(fixture.agent(new DyingStores(fixture.stores, 1), lease(), stalled));
    for (int i = 0; i < 3; i++) {
      int takenOver = i;
      DyingStores dying = new DyingStores(fixture.stores, 1);
      fixture.agent(dying, lease(), stalled);
      fixture.clock.advance(LEASE.plusSeconds(1));
      fixture.until(() -> takeOvers(run) > takenOver && dying.isDead());
    }
    Run found = fixture.agent(stalled).find(UserId.LOCAL, run.id()).orElseThrow();
    fixture.clock.advance(LEASE.plusSeconds(1));

    assertThat(fixture.outcome(found))
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed -> assertThat(failed.error()).extracting(ErrorInfo::code).isEqualTo("internal"));
    assertThat(takeOvers(run)).isEqualTo(3);
  }

  @Test
  void closingHandsARunOverAtOnce() throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    ScriptedModel first =
        ScriptedModel.of(
            ModelScript.create().say("Half ").then(call -> talking.countDown()).stall());
    CodaAgent leaving =
        fixture.agent(
            fixture.stores,
            DurableFixture.options().leaseTime(Duration.ofMinutes(5)).handOverOnClose(true).build(),
            first);
    Run run = fixture.ask(leaving);
    Future<List<RunEvent>> viewer = DurableFixture.onThread(() -> AgentFixture.events(run));
    talking.await();

    leaving.close();

    assertThat(fixture.await(viewer))
        .noneMatch(event -> event.kind() == EventKind.RUN_FINISHED)
        .anyMatch(event -> event.kind() == EventKind.CONTENT_DELTA);
    assertThat(fixture.projection(run.id()).answer().orElseThrow().text()).isEqualTo("Half ");
    CodaAgent staying = fixture.agent(ScriptedModel.of(ModelScript.create().say("Whole answer.")));
    Run found = staying.find(UserId.LOCAL, run.id()).orElseThrow();
    assertThat(((RunOutcome.Completed) fixture.outcome(found)).answer().text())
        .isEqualTo("Whole answer.");
  }

  @Test
  void anOwnerThatWakesUpTooLateWritesNothing() throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    CountDownLatch wake = new CountDownLatch(1);
    ScriptedModel first =
        ScriptedModel.of(
            ModelScript.create()
                .say("Old ")
                .then(call -> {
                  talking.countDown();
                  try {
                    wake.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })
                .say("words"));
    PausedStores paused = new PausedStores(fixture.stores);
    FakeClock itsTime = FakeClock.at(fixture.clock.instant());
    Run run = fixture.ask(fixture.agentBy(itsTime, paused, lease(), first));
    talking.await();
    paused.stop();
    Run found =
        fixture
            .agent(ScriptedModel.of(ModelScript.create().say("New words")))
            .find(UserId.LOCAL, run.id())
            .orElseThrow();
    fixture.clock.advance(LEASE.plusSeconds(1));
    fixture.outcome(found);
    List<RunEvent> log = fixture.stored(run.id());

    paused.goOn();
    itsTime.advance(LEASE.plusSeconds(1));
    wake.countDown();

    assertThat(fixture.await(DurableFixture.onThread(() -> AgentFixture.events(run))))
        .last()
        .isEqualTo(log.get(log.size() - 1));
    assertThat(fixture.stored(run.id())).isEqualTo(log);
    assertThat(fixture.projection(run.id()).answer().orElseThrow().text()).isEqualTo("New words");
  }

  @Test
  void whoeverTakesOverKnowsHowManyNumbersWereShownAndNotStored() {
    CountDownLatch watched = new CountDownLatch(1);
    ModelScript longArguments = ModelScript.create().then(call -> pause(watched));
    for (int i = 0; i < 2_000; i++) {
      longArguments.callTool("write", "{}");
    }
    longArguments.stall();
    Run run = fixture.ask(fixture.agent(ScriptedModel.of(longArguments)));
    Iterator<RunEvent> events = run.events(0);
    long shown = events.next().seq();
    // Arguments that nobody watches are gathered.
    watched.countDown();
    while (shown < 2_000) {
      shown = events.next().seq();
    }

    List<RunEvent> log = fixture.stored(run.id());
    assertThat(log.get(log.size() - 1).seq()).isGreaterThanOrEqualTo(shown - 512);
    assertThat(log).hasSizeLessThan(20);
  }

  private static void pause(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long takeOvers(Run run) {
    return fixture.stored(run.id()).stream()
        .filter(event -> event.payload() instanceof RunResumed)
        .count();
  }

  private boolean isOver(Run run) {
    return fixture
        .stores
        .runs()
        .find(UserId.LOCAL, run.id())
        .map(RunRecord::status)
        .orElseThrow()
        .isTerminal();
  }

  private static AgentOptions lease() {
    return DurableFixture.options().leaseTime(LEASE).build();
  }

  private Tool write() {
    return writes.named(ToolSpec.builder("write"));
  }

  private static Tool read() {
    return new CountingTool().named(ToolSpec.builder("read").readOnly(true));
  }
}

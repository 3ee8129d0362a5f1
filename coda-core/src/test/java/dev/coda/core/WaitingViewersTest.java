package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Viewers of runs that wait for people, or are active in another process. */
@Timeout(60)
class WaitingViewersTest {
  private static final int RUNS = 20;
  private static final int VIEWERS = 10;

  private final FakeClock clock = FakeClock.at(DurableFixture.NOON);
  private final CountingStores counted = new CountingStores(InMemoryStores.create(clock));
  private final DurableFixture fixture = new DurableFixture(clock, counted);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<RunEvent>> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    fixture.close();
    threads.shutdownNow();
  }

  @Test
  void costOneStatementASecondTogether() throws Exception {
    CodaAgent agent = agent(RUNS);
    List<CompletableFuture<List<RunEvent>>> viewers = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Run run = waiting(agent, newSession());
      for (int viewer = 0; viewer < VIEWERS; viewer++) {
        viewers.add(view(run));
      }
    }
    untilAllArePaused();
    // What was read to get there is over when the pauses between looks are as long as they get.
    passSeconds(10);
    counted.statements();

    passSeconds(5);

    assertThat(counted.total()).isEqualTo(5);
    assertThat(viewers).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void wakeForTheirOwnRunAlone() throws Exception {
    CodaAgent agent = agent(2);
    Run first = waiting(agent, newSession());
    Run second = waiting(agent, newSession());
    CompletableFuture<List<RunEvent>> viewer = view(first);
    CompletableFuture<List<RunEvent>> other = view(second);
    untilAllArePaused();

    interrupts(first).forEach(one -> first.decide(approve(one)));

    assertThat(fixture.await(viewer)).last().matches(WaitingViewersTest::isEnd);
    assertThat(other).isNotDone();
  }

  @Test
  void shareOneReadingOfTheLog() throws Exception {
    CodaAgent here = agent(1);
    Run run = waiting(here, newSession());
    CodaAgent there = fixture.agent(counted, DurableFixture.options().build(), model(0));
    Run elsewhere = there.find(UserId.LOCAL, run.id()).orElseThrow();
    List<CompletableFuture<List<RunEvent>>> viewers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      viewers.add(view(elsewhere));
    }
    untilAllArePaused();
    counted.filledPages.set(0);

    interrupts(run).forEach(one -> run.decide(approve(one)));

    for (CompletableFuture<List<RunEvent>> viewer : viewers) {
      assertThat(fixture.await(viewer)).last().matches(WaitingViewersTest::isEnd);
    }
    // Each viewer that looks before there is anything finds an empty page of its own.
    assertThat(counted.filledPages).hasValueLessThan(50);
  }

  @Test
  void stayWhenTheStoreIsBusy() throws Exception {
    CodaAgent agent = agent(1);
    Run run = waiting(agent, newSession());
    counted.failNextReads(5);

    CompletableFuture<List<RunEvent>> viewer = view(run);
    untilAllArePaused();
    interrupts(run).forEach(one -> run.decide(approve(one)));

    assertThat(fixture.await(viewer)).last().matches(WaitingViewersTest::isEnd);
  }

  @Test
  void seeTheEndOfARunThatIsDeleted() throws Exception {
    CodaAgent agent = agent(1);
    SessionId session = newSession();
    Run run = waiting(agent, session);
    CompletableFuture<List<RunEvent>> viewer = view(run);
    untilAllArePaused();

    counted.sessions().delete(UserId.LOCAL, session);

    List<RunEvent> events = fixture.await(viewer);
    assertThat(((RunFinished) events.get(events.size() - 1).payload()).status())
        .isEqualTo(RunStatus.CANCELLED);
    assertThat(events).extracting(RunEvent::seq).doesNotHaveDuplicates().isSorted();
  }

  /** Lets seconds pass, one after another, in each of which the store is asked. */
  private void passSeconds(int count) {
    for (int i = 0; i < count; i++) {
      int before = counted.looks.get();
      clock.advance(Duration.ofSeconds(1));
      await().until(() -> counted.looks.get() > before);
    }
  }

  private void untilAllArePaused() throws InterruptedException {
    fixture.until(() -> seen.stream().allMatch(events -> has(events, EventKind.RUN_PAUSED)));
  }

  private CodaAgent agent(int runs) {
    return fixture.agent(
        counted,
        DurableFixture.options().build(),
        model(runs),
        new CountingTool().named(ToolSpec.builder("mail").permission(ToolPermission.ASK)));
  }

  private static ScriptedModel model(int runs) {
    ModelScript[] scripts = new ModelScript[2 * runs];
    for (int i = 0; i < runs; i++) {
      scripts[i] = ModelScript.create().say("I ask. ").callTool("mail", "{}");
      scripts[runs + i] = ModelScript.create().say("Done.");
    }
    return ScriptedModel.of(scripts);
  }

  private SessionId newSession() {
    SessionId session = new SessionId(UUID.randomUUID());
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    counted.sessions().create(Session.start(session, UserId.LOCAL, now));
    return session;
  }

  private static Run waiting(CodaAgent agent, SessionId session) throws InterruptedException {
    Run run = agent.start(RunRequest.of(session, "Do it."));
    assertThat(run.outcome()).isInstanceOf(RunOutcome.AwaitingApproval.class);
    return agent.find(UserId.LOCAL, run.id()).orElseThrow();
  }

  private CompletableFuture<List<RunEvent>> view(Run run) {
    List<RunEvent> events = new CopyOnWriteArrayList<>();
    seen.add(events);
    return CompletableFuture.supplyAsync(
        () -> {
          run.events(0).forEachRemaining(events::add);
          return events;
        },
        threads);
  }

  private static List<Interrupt> interrupts(Run run) throws InterruptedException {
    return ((RunOutcome.AwaitingApproval) run.outcome()).interrupts();
  }

  private static ApprovalDecision approve(Interrupt one) {
    return new ApprovalDecision(one.callId(), Verdict.APPROVE, null, null);
  }

  private static boolean has(List<RunEvent> events, EventKind kind) {
    return events.stream().anyMatch(event -> event.kind() == kind);
  }

  private static boolean isEnd(RunEvent event) {
    return event.kind() == EventKind.RUN_FINISHED;
  }
}

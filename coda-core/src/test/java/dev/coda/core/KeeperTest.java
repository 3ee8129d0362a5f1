package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.EventKind;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Session;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What runs get from the clock while they are active. */
@Timeout(30)
class KeeperTest {
  private final DurableFixture fixture = new DurableFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aRunThatCannotStoreKeepsNoOtherFromStoring() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RunStoreWrapper stores =
        new RunStoreWrapper(fixture.stores) {
          @Override
          public void append(RunCommit commit) {
            if (commit.events().get(0).sessionId().equals(fixture.session)) {
              blocked.countDown();
              awaitQuietly(goOn);
            }
            super.append(commit);
          }

          @Override
          void before(boolean commit) {}
        };
    ModelScript halfway = ModelScript.create().say("Half ").stall();
    CodaAgent agent =
        fixture.agent(stores, DurableFixture.options().build(), ScriptedModel.of(halfway, halfway));
    SessionId second = new SessionId(UUID.randomUUID());
    fixture.stores.sessions().create(Session.start(second, UserId.LOCAL, DurableFixture.NOON));

    fixture.ask(agent);
    fixture.until(() -> blocked.getCount() == 0);
    Run other = agent.start(RunRequest.of(second, "Do it."));

    fixture.until(() -> hasText(other));
    goOn.countDown();
  }

  @Test
  void looksAfterRunsAgainWhenAThreadCouldNotBeStarted() throws Exception {
    AtomicBoolean exhausted = new AtomicBoolean();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch goOn = new CountDownLatch(1);
    ScriptedModel model =
        ScriptedModel.of(ModelScript.create().say("Half ").then(call -> awaitQuietly(goOn)));
    ExecutorService threads = Executors.newCachedThreadPool();
    try (CodaAgent agent =
        CodaAgent.builder()
            .models(model)
            .stores(fixture.stores)
            .clock(fixture.clock)
            .executor(task -> {
              if (exhausted.get()) {
                refused.incrementAndGet();
                throw new OutOfMemoryError("unable to create native thread");
              }
              threads.execute(task);
            })
            .build()) {
      Run run = fixture.ask(agent);
      exhausted.set(true);
      fixture.until(() -> refused.get() > 3);

      exhausted.set(false);

      fixture.until(() -> hasText(run));
      goOn.countDown();
      run.outcome();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void stopsWithinASecondWhateverAgentIsAsked() throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    CodaAgent owner =
        fixture.agent(
            ScriptedModel.of(
                ModelScript.create().say("Half ").then(call -> talking.countDown()).stall()));
    CodaAgent other = fixture.agent(ScriptedModel.of());
    Run run = fixture.ask(owner);
    talking.await();

    assertThat(other.find(UserId.LOCAL, run.id()).orElseThrow().cancel()).isTrue();
    fixture.clock.advance(Duration.ofSeconds(1));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Cancelled.class);
  }

  @Test
  void anActiveRunOutlivesItsLease() throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CodaAgent owner =
        fixture.agent(
            ScriptedModel.of(
                ModelScript.create()
                    .say("Half ")
                    .then(call -> talking.countDown())
                    .then(call -> awaitQuietly(goOn))));
    fixture.agent(ScriptedModel.of());
    Run run = fixture.ask(owner);
    talking.await();

    fixture.clock.advance(DurableFixture.options().build().leaseTime().multipliedBy(5));
    goOn.countDown();

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(fixture.stored(run.id())).noneMatch(event -> event.kind() == EventKind.RUN_RESUMED);
  }

  private boolean hasText(Run run) {
    return fixture.stored(run.id()).stream()
        .anyMatch(event -> event.kind() == EventKind.CONTENT_DELTA);
  }
}

package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunQueued;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Stores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QueueTest {
  private final CountDownLatch talking = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @Test
  void startsOneAfterTheOtherInTheOrderOfAsking() throws Exception {
    try (var fixture = AgentFixture.with(model("one", "two", "three"))) {
      fixture.ask("first");
      talking.await();
      Run second = queue(fixture, "second", null);
      Run third = queue(fixture, "third", null);
      assertThat(record(fixture.stores, second).status()).isEqualTo(RunStatus.QUEUED);
      assertThat(fixture.messages()).extracting(Message::text).containsExactly("first", "");

      go.countDown();

      assertThat(third.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(fixture.messages())
          .extracting(Message::text)
          .containsExactly("first", "one", "second", "two", "third", "three");
      assertThat(positions(second)).containsExactly(1);
      assertThat(positions(third)).startsWith(2);
      assertThat(AgentFixture.events(third))
          .extracting(RunEvent::kind)
          .containsSubsequence(EventKind.RUN_QUEUED, EventKind.RUN_STARTED, EventKind.RUN_FINISHED);
    }
  }

  @Test
  void aRunThatIsCancelledBeforeItsTurnSaysNothingAndLetsTheOthersMoveUp() throws Exception {
    try (var fixture = AgentFixture.with(model("one", "two"))) {
      fixture.ask("first");
      talking.await();
      Run gone = queue(fixture, "gone", null);
      Run stays = queue(fixture, "stays", null);

      assertThat(gone.cancel()).isTrue();

      assertThat(AgentFixture.events(gone))
          .extracting(RunEvent::kind)
          .containsExactly(EventKind.RUN_QUEUED, EventKind.RUN_FINISHED);
      await().until(() -> positions(fixture, stays).equals(List.of(2, 1)));
      go.countDown();
      assertThat(stays.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(fixture.messages())
          .extracting(Message::text)
          .containsExactly("first", "one", "stays", "two");
    }
  }

  @Test
  void anotherProcessStartsWhatWaits() throws Exception {
    try (var fixture = new DurableFixture()) {
      CodaAgent gone = fixture.agent(talkingUntilCancelled());
      fixture.ask(gone);
      talking.await();
      Run waiting = gone.start(request(fixture.session, "second", null));
      gone.close();
      assertThat(record(fixture.stores, waiting).status()).isEqualTo(RunStatus.QUEUED);

      fixture.agent(ScriptedModel.of(ModelScript.create().say("two")));

      fixture.until(() -> record(fixture.stores, waiting).status() == RunStatus.COMPLETED);
    }
  }

  @Test
  void whatWaitsInAnotherProcessStartsInItsOrder() throws Exception {
    try (var fixture = new DurableFixture()) {
      Run first = fixture.ask(fixture.agent(model("one", "two", "three")));
      talking.await();
      // Either process may start what waits.
      CodaAgent other = fixture.agent(model("two", "three"));
      Run second = other.start(request(fixture.session, "second", null));
      Run third = other.start(request(fixture.session, "third", null));

      go.countDown();
      fixture.outcome(first);
      fixture.outcome(third);

      assertThat(fixture.outcome(second)).isInstanceOf(RunOutcome.Completed.class);
      assertThat(record(fixture.stores, third).startedAt())
          .isAfterOrEqualTo(record(fixture.stores, second).finishedAt());
    }
  }

  @Test
  void anotherAgentOverTheStoreLeavesWhatWaitsToItsOwn() throws Exception {
    try (var fixture = new DurableFixture()) {
      AgentOptions own = DurableFixture.options().name("own").build();
      AgentOptions other = DurableFixture.options().name("other").build();
      CodaAgent gone = fixture.agent(fixture.stores, own, talkingUntilCancelled());
      fixture.ask(gone);
      talking.await();
      Run waiting = gone.start(request(fixture.session, "second", null));
      gone.close();

      fixture.agent(fixture.stores, other, ScriptedModel.of(ModelScript.create().say("wrong")));
      Instant later = fixture.clock.instant().plusSeconds(10);
      fixture.until(() -> fixture.clock.instant().isAfter(later));
      assertThat(record(fixture.stores, waiting).status()).isEqualTo(RunStatus.QUEUED);

      fixture.agent(fixture.stores, own, ScriptedModel.of(ModelScript.create().say("two")));
      fixture.until(() -> record(fixture.stores, waiting).status() == RunStatus.COMPLETED);
    }
  }

  @Test
  void waitsOnWhenAnotherRunTakesItsPlace() throws Exception {
    try (var fixture = new DurableFixture()) {
      AtomicInteger refusals = new AtomicInteger(2);
      CodaAgent agent =
          fixture.agent(
              new BusyBranch(fixture.stores, refusals),
              DurableFixture.options().build(),
              model("one", "two"));
      Run first = fixture.ask(agent);
      talking.await();
      Run second = agent.start(request(fixture.session, "second", null));

      go.countDown();
      fixture.outcome(first);
      fixture.outcome(second);

      assertThat(refusals).hasValue(0);
      assertThat(fixture.stored(second.id()))
          .extracting(RunEvent::kind)
          .startsWith(EventKind.RUN_QUEUED, EventKind.RUN_STARTED)
          .endsWith(EventKind.RUN_FINISHED);
      assertThat(record(fixture.stores, second).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void anEditThatWaitedIsBesideTheFirstMessage() throws Exception {
    try (var fixture = AgentFixture.with(model("one", "two"))) {
      Run first = fixture.ask("first");
      talking.await();
      MessageId asked = fixture.messages().get(0).id();
      Run edit =
          fixture.agent.start(
              RunRequest.builder(fixture.session)
                  .text("otherwise")
                  .editOf(asked)
                  .onConflict(ConflictPolicy.QUEUE)
                  .build());

      go.countDown();
      first.outcome();

      assertThat(edit.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(fixture.messages()).extracting(Message::text).containsExactly("otherwise", "two");
    }
  }

  @Test
  void aRepeatedKeyIsTheSameRun() throws Exception {
    try (var fixture = AgentFixture.with(model("one", "two"))) {
      fixture.ask("first");
      talking.await();

      Run second = queue(fixture, "second", "k");
      Run again = queue(fixture, "second", "k");
      go.countDown();

      assertThat(again.id()).isEqualTo(second.id());
      assertThat(again.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(queue(fixture, "second", "k").id()).isEqualTo(second.id());
    }
  }

  @Test
  void refusesMoreThanMayWaitInASession() throws Exception {
    try (var fixture = AgentFixture.with(talkingUntilCancelled())) {
      fixture.ask("first");
      talking.await();
      for (int i = 0; i < 8; i++) {
        queue(fixture, "number " + i, null);
      }

      assertThatThrownBy(() -> queue(fixture, "one more", null))
          .isInstanceOf(AdmissionException.class);
    }
  }

  private ScriptedModel talkingUntilCancelled() {
    return ScriptedModel.of(ModelScript.create().then(call -> talking.countDown()).stall());
  }

  private ScriptedModel model(String first, String... rest) {
    ModelScript waiting =
        ModelScript.create()
            .then(call -> {
              talking.countDown();
              awaitQuietly(go);
            })
            .say(first);
    ModelScript[] scripts = new ModelScript[rest.length + 1];
    scripts[0] = waiting;
    for (int i = 0; i < rest.length; i++) {
      scripts[i + 1] = ModelScript.create().say(rest[i]);
    }
    return ScriptedModel.of(scripts);
  }

  /** A store at which other runs are quicker a few times. */
  private static final class BusyBranch extends RunStoreWrapper {
    private final AtomicInteger refusals;

    BusyBranch(Stores inner, AtomicInteger refusals) {
      super(inner);
      this.refusals = refusals;
    }

    @Override
    void before(boolean commit) {}

    @Override
    public void begin(RunRecord run, RunCommit first) {
      if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new StoreException(FailureKind.CONFLICT, "A run is active on this branch.");
      }
      super.begin(run, first);
    }
  }

  private static Run queue(AgentFixture fixture, String text, @Nullable String key) {
    return fixture.agent.start(request(fixture.session, text, key));
  }

  private static RunRequest request(SessionId session, String text, @Nullable String key) {
    return RunRequest.builder(session)
        .text(text)
        .idempotencyKey(key)
        .onConflict(ConflictPolicy.QUEUE)
        .build();
  }

  private static RunRecord record(Stores stores, Run run) {
    return stores.runs().find(UserId.LOCAL, run.id()).orElseThrow();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Integer> positions(Run run) {
    return positions(AgentFixture.events(run));
  }

  private static List<Integer> positions(AgentFixture fixture, Run run) {
    return positions(fixture.stores.runs().events(run.id(), 0, 100));
  }

  private static List<Integer> positions(List<RunEvent> events) {
    return events.stream()
        .filter(event -> event.payload() instanceof RunQueued)
        .map(event -> ((RunQueued) event.payload()).position())
        .toList();
  }
}

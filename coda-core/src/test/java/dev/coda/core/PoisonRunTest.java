package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that crashes each process that takes it over still ends, and affects no other run. */
@Timeout(60)
class PoisonRunTest {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final AtomicInteger active = new AtomicInteger();
  private final DurableFixture fixture = new DurableFixture().executor(this::onThread);

  @AfterEach
  void close() {
    fixture.close();
  }

  static Stream<Arguments> failuresAndReplicas() {
    List<Supplier<Throwable>> failures =
        List.of(
            () -> new OutOfMemoryError("for a test"),
            () -> new StackOverflowError("for a test"),
            () -> new NoClassDefFoundError("for a test"),
            () -> new IllegalStateException("for a test"));
    List<Arguments> all = new ArrayList<>();
    for (Supplier<Throwable> failure : failures) {
      all.add(Arguments.of(failure, 1));
      all.add(Arguments.of(failure, 2));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("failuresAndReplicas")
  void endsAfterItsTriesOnAnyNumberOfReplicas(Supplier<Throwable> failure, int replicas)
      throws Exception {
    Run run = orphan();
    PoisonStores poisoned = new PoisonStores(fixture.stores, run.id(), failure);
    ScriptedModel model = ScriptedModel.of(ModelScript.create().say("Fine."));
    List<CodaAgent> agents = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      agents.add(fixture.agent(poisoned, lease(), model));
    }
    Run other = agents.get(0).start(RunRequest.of(newSession(), "How are you?"));
    assertThat(fixture.outcome(other)).isInstanceOf(RunOutcome.Completed.class);

    untilOver(run);

    RunRecord ended = record(run.id());
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.error()).extracting(ErrorInfo::code).isEqualTo("internal");
    assertThat(poisoned.readings.get()).isBetween(4, 5);
    assertThat(fixture.stored(run.id()))
        .filteredOn(event -> event.kind() == EventKind.RUN_FINISHED)
        .hasSize(1);
    assertThat(
            fixture
                .stores
                .sessions()
                .message(UserId.LOCAL, fixture.projection(run.id()).answer().orElseThrow().id())
                .orElseThrow()
                .node()
                .message()
                .status())
        .isEqualTo(MessageStatus.FAILED);
  }

  @Test
  void isCancelledIfSomebodyStoppedIt() throws Exception {
    Run run = orphan();
    fixture.stores.runs().requestCancel(UserId.LOCAL, run.id());
    fixture.agent(
        new PoisonStores(fixture.stores, run.id(), StackOverflowError::new),
        lease(),
        ScriptedModel.of());

    untilOver(run);

    assertThat(record(run.id()).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(record(run.id()).error()).isNull();
  }

  @Test
  void isNotWhatAStoreIsTooBusyToRead() throws Exception {
    Run run = orphan();
    BusyStores stores = new BusyStores(fixture.stores, 8);
    fixture.agent(stores, lease(), ScriptedModel.of(ModelScript.create().say("Here.")));

    untilOver(run);

    assertThat(record(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(record(run.id()).tries()).isEqualTo(2);
    assertThat(stores.left).hasNegativeValue();
  }

  @Test
  void isEndedUnreadIfItsLogIsTooLong() throws Exception {
    Run run = orphan();
    PoisonStores poisoned = new PoisonStores(fixture.stores, run.id(), OutOfMemoryError::new);
    fixture.agent(
        poisoned,
        DurableFixture.options().leaseTime(LEASE).maxRunBytes(50).build(),
        ScriptedModel.of());

    untilOver(run);

    assertThat(record(run.id()).error()).extracting(ErrorInfo::code).isEqualTo("run_too_large");
    assertThat(poisoned.readings).hasValue(0);
  }

  @Test
  void isCancelledUnreadWhileItWaitsForPeople() throws Exception {
    ToolSpec asking = ToolSpec.builder("mail").permission(ToolPermission.ASK).build();
    Tool mail = TestTools.tool(asking, (input, context) -> ToolResult.text("sent"));
    CodaAgent first =
        fixture.agent(ScriptedModel.of(ModelScript.create().callTool("mail", "{}")), mail);
    Run run = fixture.ask(first);
    assertThat(run.outcome()).isInstanceOf(RunOutcome.AwaitingApproval.class);
    first.close();
    CodaAgent second =
        fixture.agent(
            fixture.stores,
            DurableFixture.options().maxRunBytes(50).build(),
            ScriptedModel.of(),
            mail);

    second.find(UserId.LOCAL, run.id()).orElseThrow().cancel();

    assertThat(record(run.id()).status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void isNotWhatIsHandedOverAgainAndAgain() throws Exception {
    ScriptedModel model = ScriptedModel.of();
    AgentOptions options =
        DurableFixture.options().leaseTime(Duration.ofMinutes(5)).handOverOnClose(true).build();
    CodaAgent agent = fixture.agent(fixture.stores, options, model);
    CountDownLatch asked = talk(model);
    Run run = fixture.ask(agent);
    fixture.until(() -> asked.getCount() == 0);
    for (int i = 0; i < 8; i++) {
      agent.close();
      CountDownLatch talking = talk(model);
      agent = fixture.agent(fixture.stores, options, model);
      fixture.until(() -> talking.getCount() == 0);
    }
    agent.close();
    model.add(ModelScript.create().say("So there."));
    CodaAgent last = fixture.agent(fixture.stores, options, model);

    Run found = last.find(UserId.LOCAL, run.id()).orElseThrow();

    assertThat(fixture.outcome(found)).isInstanceOf(RunOutcome.Completed.class);
  }

  /** A thread that dies of what it is given, and nobody else. */
  private void onThread(Runnable task) {
    active.incrementAndGet();
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } finally {
                active.decrementAndGet();
              }
            },
            "poison-run-test");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((died, failure) -> {});
    thread.start();
  }

  private static CountDownLatch talk(ScriptedModel model) {
    CountDownLatch talking = new CountDownLatch(1);
    model.add(ModelScript.create().say("So ").then(call -> talking.countDown()).stall());
    return talking;
  }

  /** A run whose process is gone. */
  private Run orphan() {
    CodaAgent dying =
        fixture.agent(
            new DyingStores(fixture.stores, 1),
            lease(),
            ScriptedModel.of(ModelScript.create().say("I ").stall()));
    Run run = fixture.ask(dying);
    dying.close();
    return run;
  }

  /** Lets the time pass in which a lease runs out, as often as it takes. */
  private void untilOver(Run run) throws InterruptedException {
    while (!record(run.id()).status().isTerminal()) {
      fixture.clock.advance(LEASE.plusSeconds(1));
      fixture.until(() -> active.get() == 0);
    }
  }

  private RunRecord record(RunId id) {
    return fixture.stores.runs().find(UserId.LOCAL, id).orElseThrow();
  }

  private SessionId newSession() {
    SessionId id = new SessionId(UUID.randomUUID());
    fixture.stores.sessions().create(Session.start(id, UserId.LOCAL, DurableFixture.NOON));
    return id;
  }

  private static AgentOptions lease() {
    return DurableFixture.options().leaseTime(LEASE).build();
  }
}

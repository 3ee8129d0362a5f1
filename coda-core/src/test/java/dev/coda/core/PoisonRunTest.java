package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
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
  /** Four that take the run over, and one that ends it. */
  private static final int MOST_READINGS = 5;

  private final DurableFixture fixture = new DurableFixture().executor(PoisonRunTest::onThread);

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
      agents.add(fixture.agent(poisoned, shortLease(), model));
    }
    Run other = agents.get(0).start(RunRequest.of(newSession(), "How are you?"));
    assertThat(other.outcome()).isInstanceOf(RunOutcome.Completed.class);

    awaitEnd(run, poisoned);

    RunRecord ended = record(run.id());
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.error()).extracting(ErrorInfo::code).isEqualTo("internal");
    assertThat(poisoned.readings.get()).isGreaterThanOrEqualTo(4);
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
  void isCancelledIfSomebodyStoppedIt() {
    Run run = orphan();
    fixture.stores.runs().requestCancel(UserId.LOCAL, run.id());
    PoisonStores poisoned = new PoisonStores(fixture.stores, run.id(), StackOverflowError::new);
    fixture.agent(poisoned, shortLease(), ScriptedModel.of());

    awaitEnd(run, poisoned);

    assertThat(record(run.id()).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(record(run.id()).error()).isNull();
  }

  @Test
  void isNotWhatAStoreIsTooBusyToRead() {
    Run run = orphan();
    BusyStores stores = new BusyStores(fixture.stores, 8);
    fixture.agent(stores, shortLease(), ScriptedModel.of(ModelScript.create().say("Here.")));

    await().atMost(Duration.ofSeconds(50)).until(() -> record(run.id()).status().isTerminal());

    assertThat(record(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(record(run.id()).tries()).isEqualTo(2);
    assertThat(stores.left).hasNegativeValue();
  }

  @Test
  void isEndedUnreadIfItsLogIsTooLong() {
    Run run = orphan();
    PoisonStores poisoned = new PoisonStores(fixture.stores, run.id(), OutOfMemoryError::new);
    fixture.agent(
        poisoned,
        DurableFixture.options().leaseTime(Duration.ofMillis(300)).maxRunBytes(50).build(),
        ScriptedModel.of());

    await().atMost(Duration.ofSeconds(50)).until(() -> record(run.id()).status().isTerminal());

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
    asked.await();
    for (int i = 0; i < 8; i++) {
      agent.close();
      CountDownLatch talking = talk(model);
      agent = fixture.agent(fixture.stores, options, model);
      talking.await();
    }
    agent.close();
    model.add(ModelScript.create().say("So there."));
    CodaAgent last = fixture.agent(fixture.stores, options, model);

    Run found = last.find(UserId.LOCAL, run.id()).orElseThrow();

    assertThat(found.outcome()).isInstanceOf(RunOutcome.Completed.class);
  }

  /** A thread that dies of what it is given, and nobody else. */
  private static void onThread(Runnable task) {
    Thread thread = new Thread(task, "poison-run-test");
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
            shortLease(),
            ScriptedModel.of(ModelScript.create().say("I ").stall()));
    Run run = fixture.ask(dying);
    dying.close();
    return run;
  }

  private void awaitEnd(Run run, PoisonStores poisoned) {
    await()
        .atMost(Duration.ofSeconds(50))
        .until(() ->
            record(run.id()).status().isTerminal() || poisoned.readings.get() > MOST_READINGS);
    assertThat(poisoned.readings.get())
        .as("processes that read the log, and end with it")
        .isLessThanOrEqualTo(MOST_READINGS);
  }

  private RunRecord record(RunId id) {
    return fixture.stores.runs().find(UserId.LOCAL, id).orElseThrow();
  }

  private SessionId newSession() {
    SessionId id = new SessionId(UUID.randomUUID());
    fixture.stores.sessions().create(Session.start(id, UserId.LOCAL, Instant.now()));
    return id;
  }

  private static AgentOptions shortLease() {
    return DurableFixture.options().leaseTime(Duration.ofMillis(300)).build();
  }
}

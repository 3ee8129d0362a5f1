package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.CallId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolQuestion;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs of one process, seen and steered from another. Time stands still unless a test moves it. */
@Timeout(30)
class SignalledRunsTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
      """;

  private final SignalHub hub = new SignalHub();
  private final FakeClock clock = FakeClock.at(DurableFixture.NOON);
  private final CountingStores counted = new CountingStores(InMemoryStores.create(clock));
  private final DurableFixture fixture = new DurableFixture(clock, counted).signals(hub);

  @AfterEach
  void close() {
    fixture.close();
    hub.close();
  }

  @Test
  void aViewerElsewhereSeesTextThatIsNotStoredYet() {
    Run here = fixture.ask(agent(ScriptedModel.of(ModelScript.create().say("Half ").stall())));
    awaitText(here);

    Run elsewhere = elsewhere(here);

    assertThat(awaitText(elsewhere)).isEqualTo("Half ");
    assertThat(fixture.stored(here.id()))
        .noneMatch(event -> event.kind() == EventKind.CONTENT_DELTA);
  }

  @Test
  void aViewerElsewhereSeesTheSameEvents() throws Exception {
    Run here = fixture.ask(agent(new TalkingModel(List.of(List.of("read"))), read()));
    Future<List<RunEvent>> near = events(here);
    Future<List<RunEvent>> far = events(elsewhere(here));

    assertSame(fixture.await(far), fixture.await(near), fixture.stored(here.id()));
  }

  @Test
  void whatIsLostOnTheWayIsReadFromTheStore() throws Exception {
    AtomicInteger count = new AtomicInteger();
    hub.lose(message -> message.startsWith("events") && count.incrementAndGet() % 2 == 0);

    assertSameElsewhere("changed");

    assertThat(count).hasValueGreaterThan(2);
  }

  @Test
  void whatIsTooLongForAMessageIsReadFromTheStore() throws Exception {
    hub.maxBytes(400);

    assertSameElsewhere("changed");

    assertThat(hub.sent("events")).isPositive();
  }

  @Test
  void withoutAWayBetweenThemTheStoreSaysAll() throws Exception {
    hub.lose(message -> true);

    assertSameElsewhere("follow");
  }

  @Test
  void aRunThatNobodyElseWatchesSendsNothing() throws Exception {
    agent(ScriptedModel.of());
    Run here = fixture.ask(agent(new TalkingModel(List.of(List.of("read"))), read()));

    fixture.await(events(here));

    assertThat(hub.sent("")).isZero();
  }

  @Test
  void theStoreIsAskedOnceASecondWhileEventsArrive() throws Exception {
    CountDownLatch more = new CountDownLatch(1);
    ModelScript script = ModelScript.create().say("One ");
    for (int i = 0; i < 30; i++) {
      script.say("more ");
    }
    script.then(call -> pause(more)).stall();
    Run here = fixture.ask(agent(ScriptedModel.of(script)));
    awaitText(here);
    Iterator<RunEvent> far = elsewhere(here).events(0);
    Future<Boolean> reading =
        DurableFixture.onThread(() -> {
          while (far.hasNext()) {
            far.next();
          }
          return true;
        });
    fixture.until(() -> counted.looks.get() > 3);
    passSeconds(10);
    counted.statements();

    passSeconds(5);

    assertThat(counted.looks).hasValue(5);
    assertThat(counted.pages).hasValue(0);
    assertThat(reading).isNotDone();
    more.countDown();
  }

  @Test
  void aCancelArrivesAtOnce() throws Exception {
    Run here = fixture.ask(agent(ScriptedModel.of(ModelScript.create().say("Half ").stall())));
    awaitText(here);

    elsewhere(here).cancel();

    // No time passes, so nobody looks into the store by the clock.
    assertThat(here.outcome()).isInstanceOf(RunOutcome.Cancelled.class);
  }

  @Test
  void aDecisionReachesACallAtWorkElsewhere() throws Exception {
    Run here = fixture.ask(agent(greeting(), greeter()));
    ApprovalRequired question = question(here);
    Run elsewhere = elsewhere(here);

    assertFails(
        FailureKind.TOOL_INPUT_INVALID,
        () -> elsewhere.decide(decision(question, Verdict.APPROVE, "{\"name\": 7}")));
    elsewhere.decide(decision(question, Verdict.APPROVE, "{\"name\": \"Ada\"}"));

    assertThat(here.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(fixture.projection(here.id()).toolCalls().get(0).output())
        .isEqualTo(TestTools.json("\"Hello Ada\""));
  }

  @Test
  void aDecisionOnACallThatAsksNothingIsAConflictEverywhere() {
    Run here = fixture.ask(agent(ScriptedModel.of(ModelScript.create().say("Half ").stall())));
    awaitText(here);
    ApprovalDecision decision =
        new ApprovalDecision(new CallId(new UUID(1, 2)), Verdict.APPROVE, null, null);

    assertFails(FailureKind.CONFLICT, () -> elsewhere(here).decide(decision));
  }

  @Test
  void aRunThatContinuesElsewhereWakesItsViewersAtOnce() throws Exception {
    Tool mail = new CountingTool().named(ToolSpec.builder("mail").permission(ToolPermission.ASK));
    CodaAgent agent =
        agent(
            ScriptedModel.of(
                ModelScript.create().callTool("mail", "{}"), ModelScript.create().say("Done.")),
            mail);
    Run here = fixture.ask(agent);
    RunOutcome.AwaitingApproval waits = (RunOutcome.AwaitingApproval) here.outcome();
    List<RunEvent> seen = new CopyOnWriteArrayList<>();
    Run elsewhere = elsewhere(here);
    Future<Boolean> far =
        DurableFixture.onThread(() -> {
          elsewhere.events(0).forEachRemaining(seen::add);
          return true;
        });
    await().until(() -> seen.stream().anyMatch(event -> event.kind() == EventKind.RUN_PAUSED));

    here.decide(
        new ApprovalDecision(waits.interrupts().get(0).callId(), Verdict.APPROVE, null, null));

    await().until(() -> seen.stream().anyMatch(event -> event.kind() == EventKind.RUN_RESUMED));
    fixture.await(far);
    assertThat(seen).extracting(RunEvent::seq).doesNotHaveDuplicates().isSorted();
  }

  /** The same text, calls and end as near by, and nothing twice. */
  private static void assertSame(List<RunEvent> far, List<RunEvent> near, List<RunEvent> stored) {
    assertThat(far).extracting(RunEvent::seq).doesNotHaveDuplicates().isSorted();
    assertThat(far).last().isEqualTo(stored.get(stored.size() - 1));
    RunProjection seen = RunProjection.of(far);
    RunProjection expected = RunProjection.of(stored);
    assertThat(seen.answer()).isEqualTo(expected.answer());
    assertThat(seen.toolCalls()).isEqualTo(expected.toolCalls());
    assertThat(seen.thoughts()).isEqualTo(expected.thoughts());
    assertThat(RunProjection.of(near).answer()).isEqualTo(expected.answer());
  }

  private CodaAgent agent(ModelProvider model, Tool... tools) {
    AgentOptions options = DurableFixture.options().leaseTime(Duration.ofMinutes(5)).build();
    return fixture.agent(counted, options, model, tools);
  }

  private Run elsewhere(Run run) {
    return agent(ScriptedModel.of()).find(UserId.LOCAL, run.id()).orElseThrow();
  }

  /**
   * Compares what viewers see of a run that says much when it is watched.
   *
   * @param joined the kind of message that is sent when the viewer elsewhere has joined
   */
  private void assertSameElsewhere(String joined) throws Exception {
    CountDownLatch watched = new CountDownLatch(1);
    ModelScript script = ModelScript.create().say("Listen. ").then(call -> pause(watched));
    for (int i = 0; i < 300; i++) {
      script.say("piece " + i + " ");
    }
    Run here = fixture.ask(agent(ScriptedModel.of(script)));
    Future<List<RunEvent>> near = events(here);
    Future<List<RunEvent>> far = events(elsewhere(here));
    await().until(() -> hub.sent(joined) > 0);
    watched.countDown();

    assertSame(fixture.await(far), fixture.await(near), fixture.stored(here.id()));
  }

  private static Future<List<RunEvent>> events(Run run) {
    return DurableFixture.onThread(() -> AgentFixture.events(run));
  }

  /** Lets seconds pass, one after another, in each of which the store is asked. */
  private void passSeconds(int count) {
    for (int i = 0; i < count; i++) {
      int before = counted.looks.get();
      clock.advance(Duration.ofSeconds(1));
      await().until(() -> counted.looks.get() > before);
    }
  }

  private static String awaitText(Run run) {
    for (Iterator<RunEvent> events = run.events(0); events.hasNext(); ) {
      if (events.next().payload() instanceof ContentDelta delta) {
        return delta.delta();
      }
    }
    throw new AssertionError("there is no text");
  }

  private static ApprovalRequired question(Run run) {
    for (Iterator<RunEvent> events = run.events(0); events.hasNext(); ) {
      if (events.next().payload() instanceof ApprovalRequired question) {
        return question;
      }
    }
    throw new AssertionError("nothing was asked");
  }

  private static ScriptedModel greeting() {
    return ScriptedModel.of(
        ModelScript.create().callTool("greet", "{}"), ModelScript.create().say("."));
  }

  private static Tool greeter() {
    return TestTools.tool(
        ToolSpec.builder("greet")
            .description("Greets by name.")
            .timeout(Duration.ofSeconds(15))
            .build(),
        (input, context) ->
            ToolResult.text(
                context
                    .ask(new ToolQuestion("Your name?", TestTools.json(SCHEMA)))
                    .map(answer -> "Hello " + answer.get("name").asText())
                    .orElse("Hello nobody")));
  }

  private static Tool read() {
    return new CountingTool().named(ToolSpec.builder("read").readOnly(true));
  }

  private static void pause(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ApprovalDecision decision(
      ApprovalRequired question, Verdict verdict, @Nullable String input) {
    return new ApprovalDecision(
        question.callId(), verdict, input == null ? null : TestTools.json(input), null);
  }

  private static void assertFails(FailureKind kind, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(CodaException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}

package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.DecidedException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(20)
class ApprovalTest {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}
      """;
  private final DurableFixture fixture = new DurableFixture();
  private final CountingTool mails = new CountingTool();
  private final TalkingModel model = new TalkingModel(List.of(List.of("mail", "read", "mail")));

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void runsWhatIsAllowedAndWaitsForTheRest() throws Exception {
    Run run = fixture.ask(agent());

    List<Interrupt> asked = interrupts(run);

    assertThat(asked).extracting(Interrupt::toolName).containsExactly("mail", "mail");
    assertThat(asked).extracting(Interrupt::reason).containsOnly("approval");
    assertThat(mails.calls).isEmpty();
    assertThat(statuses(run))
        .containsExactly(ToolStatus.PENDING, ToolStatus.SUCCESS, ToolStatus.PENDING);
    assertThat(record(run)).isEqualTo(RunStatus.PAUSED);
    assertFails(FailureKind.CONFLICT, () -> fixture.ask(agent()));
  }

  @Test
  void goesOnOnceEverythingIsDecided() throws Exception {
    Run run = fixture.ask(agent());
    List<Interrupt> asked = interrupts(run);

    run.decide(approve(asked.get(0).callId()));

    assertThat(interrupts(run))
        .extracting(Interrupt::callId)
        .containsExactly(asked.get(1).callId());
    assertThat(mails.calls).isEmpty();
    run.decide(new ApprovalDecision(asked.get(1).callId(), Verdict.DENY, null, null));
    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(mails.calls).containsExactly(asked.get(0).callId());
    assertThat(statuses(run))
        .containsExactly(ToolStatus.SUCCESS, ToolStatus.SUCCESS, ToolStatus.DENIED);
    assertThat(model.requests).hasSize(2);
  }

  @Test
  void runsTheInputThatAPersonChanged() throws Exception {
    Run run = fixture.ask(agent());
    List<Interrupt> asked = interrupts(run);
    CallId first = asked.get(0).callId();

    run.decide(new ApprovalDecision(first, Verdict.APPROVE, TestTools.json("{\"n\": 7}"), null));
    run.decide(approve(asked.get(1).callId()));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(mails.inputs).containsExactlyInAnyOrder("{\"n\":7}", "{\"n\":2}");
    ToolCall call = fixture.projection(run.id()).toolCalls().get(0);
    assertThat(call.input()).isEqualTo(TestTools.json("{\"n\": 7}"));
  }

  @Test
  void refusesAnInputThatDoesNotMatchTheSchemaAndStillWaits() throws Exception {
    Run run = fixture.ask(agent());
    CallId first = interrupts(run).get(0).callId();

    assertThatThrownBy(() ->
            run.decide(
                new ApprovalDecision(
                    first, Verdict.APPROVE, TestTools.json("{\"n\": \"x\"}"), null)))
        .isInstanceOfSatisfying(
            CodaException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.TOOL_INPUT_INVALID))
        .hasMessageContaining("/n");
    assertThat(interrupts(run)).hasSize(2);
  }

  @Test
  void takesEachDecisionOnce() throws Exception {
    Run run = fixture.ask(agent());
    List<Interrupt> asked = interrupts(run);

    assertFails(FailureKind.NOT_FOUND, () -> run.decide(approve(CallId.of(run.id().toString()))));
    run.decide(approve(asked.get(0).callId()));
    assertDecided(true, () -> run.decide(deny(asked.get(0).callId())));
    run.decide(deny(asked.get(1).callId()));
    run.outcome();
    assertDecided(false, () -> run.decide(approve(asked.get(1).callId())));
    assertDecided(true, () -> run.decide(approve(asked.get(0).callId())));
    assertThat(mails.calls).containsExactly(asked.get(0).callId());
  }

  @Test
  void reportsTheDecisionThatStoodInAnotherProcess() throws Exception {
    CodaAgent first = agent();
    Run run = fixture.ask(first);
    CallId denied = interrupts(run).get(0).callId();
    run.decide(deny(denied));
    first.close();

    Run again = agent().find(UserId.LOCAL, run.id()).orElseThrow();

    assertDecided(false, () -> again.decide(approve(denied)));
  }

  @Test
  void keepsTheDecisionThatWasFirstOfManyAtTheSameMoment() throws Exception {
    Run run = fixture.ask(agent());
    CallId call = interrupts(run).get(0).callId();
    List<Verdict> taken = new CopyOnWriteArrayList<>();
    List<Boolean> told = new CopyOnWriteArrayList<>();

    CompletableFuture<?>[] deciding =
        Stream.of(Verdict.APPROVE, Verdict.DENY, Verdict.APPROVE, Verdict.DENY)
            .map(verdict ->
                CompletableFuture.runAsync(() -> {
                  try {
                    run.decide(new ApprovalDecision(call, verdict, null, null));
                    taken.add(verdict);
                  } catch (DecidedException late) {
                    told.add(late.isApproved());
                  }
                }))
            .toArray(CompletableFuture[]::new);
    fixture.await(CompletableFuture.allOf(deciding));

    assertThat(taken).hasSize(1);
    assertThat(told).hasSize(3).containsOnly(taken.get(0) == Verdict.APPROVE);
  }

  @Test
  void takesDecisionsAtTheSameMoment() throws Exception {
    Run run = fixture.ask(agent());
    List<Interrupt> asked = interrupts(run);

    CompletableFuture<?>[] deciding =
        asked.stream()
            .map(one -> CompletableFuture.runAsync(() -> run.decide(approve(one.callId()))))
            .toArray(CompletableFuture[]::new);
    // Who was not first looks again after a moment, which has to pass.
    fixture.await(CompletableFuture.allOf(deciding));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(mails.calls).hasSize(2);
  }

  @Test
  void takesDecisionsInAnotherProcess() throws Exception {
    CodaAgent first = agent();
    Run run = fixture.ask(first);
    List<Interrupt> asked = interrupts(run);
    first.close();

    Run again = agent().find(UserId.LOCAL, run.id()).orElseThrow();
    asked.forEach(one -> again.decide(approve(one.callId())));

    assertThat(again.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(mails.calls).hasSize(2);
  }

  @Test
  void takesSilenceForANo() throws Exception {
    CodaAgent agent =
        fixture.agent(
            fixture.stores,
            DurableFixture.options().approvalTime(Duration.ofMinutes(1)).build(),
            model,
            mail("Sends mail."),
            read());
    Run run = fixture.ask(agent);

    interrupts(run);
    fixture.clock.advance(Duration.ofMinutes(1));
    fixture.until(() -> record(run) == RunStatus.COMPLETED);

    assertThat(statuses(run))
        .containsExactly(ToolStatus.DENIED, ToolStatus.SUCCESS, ToolStatus.DENIED);
    assertThat(fixture.projection(run.id()).toolCalls().get(0).errorMessage()).contains("in time");
    CallId first = fixture.projection(run.id()).toolCalls().get(0).id();
    assertFails(FailureKind.CONFLICT, () -> run.decide(approve(first)));
  }

  @Test
  void remembersAnAnswerUntilTheToolChanges() throws Exception {
    Run run = fixture.ask(agent());
    for (Interrupt one : interrupts(run)) {
      run.decide(new ApprovalDecision(one.callId(), Verdict.APPROVE, null, true));
    }
    run.outcome();

    assertThat(fixture.ask(agent()).outcome()).isInstanceOf(RunOutcome.Completed.class);
    CodaAgent changed = fixture.agent(model, mail("Sends mail, and a copy to me."), read());
    assertThat(fixture.ask(changed).outcome()).isInstanceOf(RunOutcome.AwaitingApproval.class);
  }

  @Test
  void asksAgainWhenTheToolChangedWhileItWaited() throws Exception {
    Run run = fixture.ask(agent());
    List<Interrupt> asked = interrupts(run);

    CodaAgent changed = fixture.agent(model, mail("Sends mail, and a copy to me."), read());
    Run there = changed.find(UserId.LOCAL, run.id()).orElseThrow();
    asked.forEach(one -> there.decide(approve(one.callId())));

    assertThat(interrupts(there)).extracting(Interrupt::reason).containsOnly("tool_changed");
    assertThat(mails.calls).isEmpty();
    interrupts(there).forEach(one -> there.decide(approve(one.callId())));
    assertThat(there.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(mails.calls).hasSize(2);
  }

  @Test
  void aSettingReplacesTheToolsOwnWordAndARequestMakesItStricter() throws Exception {
    CodaAgent agent = agent();
    ToolSpec spec = spec("Sends mail.").build();
    fixture
        .stores
        .toolPermissions()
        .put(UserId.LOCAL, new ToolSetting("mail", ToolPermission.ALLOW, spec.fingerprint()));
    fixture
        .stores
        .toolPermissions()
        .put(UserId.LOCAL, new ToolSetting("read", ToolPermission.DENY, null));

    Run run = fixture.ask(agent);
    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(statuses(run))
        .containsExactly(ToolStatus.SUCCESS, ToolStatus.DENIED, ToolStatus.SUCCESS);
    RunRequest strict =
        RunRequest.builder(fixture.session)
            .text("Again.")
            .toolPermissions(Map.of("mail", ToolPermission.ASK, "read", ToolPermission.ALLOW))
            .build();
    Run stricter = agent.start(strict);
    assertThat(interrupts(stricter)).hasSize(2);
    assertThat(statuses(stricter).get(1)).isEqualTo(ToolStatus.DENIED);
  }

  @Test
  void cancelEndsARunThatWaitsAtOnce() throws Exception {
    Run run = fixture.ask(agent());
    interrupts(run);

    assertThat(run.cancel()).isTrue();

    await().until(() -> record(run) == RunStatus.CANCELLED);
    assertThat(run.outcome()).isInstanceOf(RunOutcome.Cancelled.class);
    assertThat(statuses(run)).allMatch(ToolStatus::isFinal);
    assertThat(run.cancel()).isFalse();
  }

  @Test
  void viewersStayAndSeeHowItGoesOn() throws Exception {
    Run run = fixture.ask(agent());
    CompletableFuture<List<RunEvent>> viewer =
        CompletableFuture.supplyAsync(() -> AgentFixture.events(run));
    List<Interrupt> asked = interrupts(run);

    asked.forEach(one -> run.decide(approve(one.callId())));

    List<RunEvent> seen = viewer.join();
    assertThat(RunProjection.of(seen).answer()).isEqualTo(fixture.projection(run.id()).answer());
    assertThat(seen).filteredOn(event -> event.kind() == EventKind.RUN_PAUSED).hasSize(2);
    assertThat(seen.get(seen.size() - 1).kind()).isEqualTo(EventKind.RUN_FINISHED);
  }

  @Test
  void aQuestionNamesExactlyWhatIsApproved() throws Exception {
    Run run = fixture.ask(agent());
    interrupts(run);

    List<ApprovalRequired> questions =
        fixture.stored(run.id()).stream()
            .filter(event -> event.kind() == EventKind.APPROVAL_REQUIRED)
            .map(event -> (ApprovalRequired) event.payload())
            .toList();

    ToolSpec tool = spec("Sends mail.").build();
    assertThat(questions)
        .hasSize(2)
        .allSatisfy(question -> {
          assertThat(question.inputHash()).isEqualTo(tool.callFingerprint(question.input()));
        });
  }

  private CodaAgent agent() {
    return fixture.agent(model, mail("Sends mail."), read());
  }

  private Tool mail(String description) {
    return mails.named(spec(description));
  }

  private static ToolSpec.Builder spec(String description) {
    return ToolSpec.builder("mail")
        .description(description)
        .inputSchema(SCHEMA)
        .permission(ToolPermission.ASK);
  }

  private static Tool read() {
    return new CountingTool().named(ToolSpec.builder("read").readOnly(true));
  }

  private static ApprovalDecision approve(CallId call) {
    return new ApprovalDecision(call, Verdict.APPROVE, null, null);
  }

  private static ApprovalDecision deny(CallId call) {
    return new ApprovalDecision(call, Verdict.DENY, null, null);
  }

  private static void assertDecided(boolean approved, Executable work) {
    assertThatThrownBy(work::execute)
        .isInstanceOfSatisfying(
            DecidedException.class, e -> assertThat(e.isApproved()).isEqualTo(approved));
  }

  private static List<Interrupt> interrupts(Run run) throws InterruptedException {
    return ((RunOutcome.AwaitingApproval) run.outcome()).interrupts();
  }

  private List<ToolStatus> statuses(Run run) {
    return fixture.projection(run.id()).toolCalls().stream().map(ToolCall::status).toList();
  }

  private RunStatus record(Run run) {
    return fixture.stores.runs().find(UserId.LOCAL, run.id()).orElseThrow().status();
  }

  private static void assertFails(FailureKind kind, Executable work) {
    assertThatThrownBy(work::execute)
        .isInstanceOfSatisfying(CodaException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}

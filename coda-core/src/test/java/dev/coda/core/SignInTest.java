package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.SignIn;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call whose user is not signed in to its service waits until they are. */
@Timeout(20)
class SignInTest {
  private static final SignIn SIGN_IN = new SignIn("wiki", "/sign-in/wiki");

  private final DurableFixture fixture = new DurableFixture();
  private final TalkingModel model = new TalkingModel(List.of(List.of("search")));
  private final AtomicBoolean signedIn = new AtomicBoolean();
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void parksTheRunWithALinkAndMakesTheCallOnceTheUserHasSignedIn() throws Exception {
    Run run = fixture.ask(agent(ToolPermission.ALLOW));

    Interrupt waits = interrupt(run);

    assertThat(waits.reason()).isEqualTo(ApprovalRequired.AUTH_REQUIRED);
    assertThat(question(run).signIn()).isEqualTo(SIGN_IN);
    assertThat(call(run).status()).isEqualTo(ToolStatus.PENDING);
    signedIn.set(true);
    run.decide(approve(waits.callId()));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(call(run).status()).isEqualTo(ToolStatus.SUCCESS);
    assertThat(done).hasValue(1);
  }

  @Test
  void continuesInAnotherProcess() throws Exception {
    CodaAgent first = agent(ToolPermission.ALLOW);
    Run run = fixture.ask(first);
    Interrupt waits = interrupt(run);
    first.close();

    Run again = agent(ToolPermission.ALLOW).find(UserId.LOCAL, run.id()).orElseThrow();
    signedIn.set(true);
    again.decide(approve(waits.callId()));

    assertThat(again.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(done).hasValue(1);
  }

  @Test
  void asksAgainWhileTheUserIsNotSignedIn() throws Exception {
    Run run = fixture.ask(agent(ToolPermission.ALLOW));

    run.decide(approve(interrupt(run).callId()));

    assertThat(interrupt(run).reason()).isEqualTo(ApprovalRequired.AUTH_REQUIRED);
    assertThat(done).hasValue(0);
  }

  @Test
  void asksForPermissionOnlyOnce() throws Exception {
    Run run = fixture.ask(agent(ToolPermission.ASK));
    Interrupt permission = interrupt(run);
    assertThat(permission.reason()).isEqualTo(ApprovalRequired.APPROVAL);

    run.decide(approve(permission.callId()));
    Interrupt waits = interrupt(run);
    assertThat(waits.reason()).isEqualTo(ApprovalRequired.AUTH_REQUIRED);
    signedIn.set(true);
    run.decide(approve(waits.callId()));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(done).hasValue(1);
  }

  @Test
  void tellsTheModelThatTheUserDeclined() throws Exception {
    Run run = fixture.ask(agent(ToolPermission.ALLOW));

    run.decide(new ApprovalDecision(interrupt(run).callId(), Verdict.DENY, null, null));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(call(run).status()).isEqualTo(ToolStatus.DENIED);
    assertThat(call(run).errorMessage()).contains("declined to sign in to 'wiki'");
  }

  @Test
  void tellsTheModelThatNobodySignedInInTime() throws Exception {
    CodaAgent agent =
        fixture.agent(
            fixture.stores,
            DurableFixture.options().approvalTime(Duration.ofMinutes(1)).build(),
            model,
            search(ToolPermission.ALLOW));
    Run run = fixture.ask(agent);
    interrupt(run);

    fixture.clock.advance(Duration.ofMinutes(1));
    fixture.until(() -> status(run) == RunStatus.COMPLETED);

    assertThat(call(run).errorMessage()).contains("did not sign in in time");
  }

  @Test
  void remembersNothingAboutTheToolFromASignIn() throws Exception {
    Run run = fixture.ask(agent(ToolPermission.ALLOW));
    CallId call = interrupt(run).callId();
    signedIn.set(true);

    run.decide(new ApprovalDecision(call, Verdict.APPROVE, null, true));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(fixture.stores.toolPermissions().list(UserId.LOCAL)).isEmpty();
  }

  private CodaAgent agent(ToolPermission permission) {
    return fixture.agent(model, search(permission));
  }

  private Tool search(ToolPermission permission) {
    return TestTools.tool(
        ToolSpec.builder("search").description("Searches.").permission(permission).build(),
        (input, context) -> {
          if (!signedIn.get()) {
            return ToolResult.signInRequired(SIGN_IN);
          }
          done.incrementAndGet();
          return ToolResult.text("found");
        });
  }

  private static Interrupt interrupt(Run run) throws InterruptedException {
    return ((RunOutcome.AwaitingApproval) run.outcome()).interrupts().get(0);
  }

  private ApprovalRequired question(Run run) {
    return fixture.stored(run.id()).stream()
        .filter(event -> event.kind() == EventKind.APPROVAL_REQUIRED)
        .map(event -> (ApprovalRequired) event.payload())
        .findFirst()
        .orElseThrow();
  }

  private RunStatus status(Run run) {
    return fixture.stores.runs().find(UserId.LOCAL, run.id()).orElseThrow().status();
  }

  private ToolCall call(Run run) {
    return fixture.projection(run.id()).toolCalls().get(0);
  }

  private static ApprovalDecision approve(CallId call) {
    return new ApprovalDecision(call, Verdict.APPROVE, null, null);
  }
}

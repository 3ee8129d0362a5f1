package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunProjection;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tool that was given up may have done its work, so nothing runs it again by itself. */
@Timeout(20)
class UnknownOutcomeTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final CountDownLatch hanging = new CountDownLatch(1);
  private final AtomicInteger runs = new AtomicInteger();
  private final ScriptedModel model =
      ScriptedModel.of(
          ModelScript.create().callTool("pay", "{\"to\": \"a\", \"sum\": 1}"),
          ModelScript.create().callTool("pay", "{\"sum\": 1, \"to\": \"a\"}"),
          ModelScript.create().say("Done."));

  @Test
  void theModelIsToldAndTheStoreKeepsThatNobodyKnows() throws Exception {
    try (var fixture = AgentFixture.with(model, pay(ToolSpec.builder("pay")))) {
      interrupt(timedOut(fixture));

      assertThat(toolMessage(1)).contains("10000 ms").contains("effect is unknown");
      ToolResultPart stored = (ToolResultPart) fixture.messages().get(1).parts().get(1);
      assertThat(stored.status()).isEqualTo(ToolStatus.UNKNOWN);
    }
  }

  @Test
  void anEqualCallIsAPersonsToDecideAndRunsIfTheyWantIt() throws Exception {
    try (var fixture = AgentFixture.with(model, pay(ToolSpec.builder("pay")))) {
      Run run = timedOut(fixture);

      run.decide(new ApprovalDecision(interrupt(run).callId(), Verdict.APPROVE, null, null));

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(statuses(run)).containsExactly(ToolStatus.UNKNOWN, ToolStatus.SUCCESS);
      assertThat(runs).hasValue(2);
    }
  }

  @Test
  void anEqualCallThatAPersonRefusesIsDeniedAndNotRun() throws Exception {
    try (var fixture = AgentFixture.with(model, pay(ToolSpec.builder("pay")))) {
      Run run = timedOut(fixture);

      run.decide(new ApprovalDecision(interrupt(run).callId(), Verdict.DENY, null, null));

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(statuses(run)).containsExactly(ToolStatus.UNKNOWN, ToolStatus.DENIED);
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void aToolThatMayBeRepeatedFailedAndRunsAgain() throws Exception {
    try (var fixture = AgentFixture.with(model, pay(ToolSpec.builder("pay").idempotent(true)))) {
      Run run = timedOut(fixture);

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(statuses(run)).containsExactly(ToolStatus.ERROR, ToolStatus.SUCCESS);
      assertThat(toolMessage(1)).contains("10000 ms").doesNotContain("unknown");
    }
  }

  @Test
  void aTimeoutThatAToolReportsItselfLeavesTheOutcomeUnknown() throws Exception {
    Tool remote =
        TestTools.tool(
            "pay",
            (input, context) -> ToolResult.error(FailureKind.TOOL_TIMEOUT, "No answer (504)."));
    try (var fixture = AgentFixture.with(model, remote)) {
      assertThat(interrupt(fixture.ask("go")).reason()).isEqualTo("unknown_outcome");
    }
  }

  @Test
  void whatATimeoutStoppedIsNotAskedAboutWithOtherArguments() throws Exception {
    var other =
        ScriptedModel.of(
            ModelScript.create().callTool("pay", "{\"sum\": 1}"),
            ModelScript.create().callTool("pay", "{\"sum\": 2}"),
            ModelScript.create().say("Done."));
    try (var fixture = AgentFixture.with(other, pay(ToolSpec.builder("pay")))) {
      Run run = timedOut(fixture);

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(statuses(run)).containsExactly(ToolStatus.UNKNOWN, ToolStatus.SUCCESS);
    }
  }

  /** Hangs the first time, and answers from then on. */
  private Tool pay(ToolSpec.Builder spec) {
    return TestTools.tool(
        spec.timeout(LIMIT).build(),
        (input, context) -> {
          if (runs.incrementAndGet() == 1) {
            hanging.countDown();
            new CountDownLatch(1).await();
          }
          return ToolResult.text("paid");
        });
  }

  /** Starts a run whose first call is given up. */
  private Run timedOut(AgentFixture fixture) throws InterruptedException {
    Run run = fixture.ask("go");
    hanging.await();
    fixture.clock.advance(LIMIT);
    return run;
  }

  private String toolMessage(int request) {
    return model.requests().get(request).messages().stream()
        .filter(ToolExecutionResultMessage.class::isInstance)
        .map(message -> ((ToolExecutionResultMessage) message).text())
        .findFirst()
        .orElseThrow();
  }

  private static Interrupt interrupt(Run run) throws InterruptedException {
    List<Interrupt> asked = ((RunOutcome.AwaitingApproval) run.outcome()).interrupts();
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).reason()).isEqualTo("unknown_outcome");
    return asked.get(0);
  }

  private static List<ToolStatus> statuses(Run run) {
    return RunProjection.of(AgentFixture.events(run)).toolCalls().stream()
        .map(ToolCall::status)
        .toList();
  }
}

package dev.coda.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.agent.Run;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.DecidedException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.NestedQuestion;
import dev.coda.api.tool.NestedQuestion.Caller;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run asks that two others called, as the person sees it who watches the outermost. */
@Timeout(15)
final class NestedApprovalTest {
  private final AgentTree tree = new AgentTree("shred");

  @AfterEach
  void close() throws InterruptedException {
    tree.close();
  }

  @Test
  void reportsQuestionWithItsPathToOutermostRun() throws Exception {
    AgentTree.Agents process = tree.process();
    Run run = tree.ask(process);

    NestedQuestion question = tree.question(run.id(), true);

    assertThat(question.toolName()).isEqualTo("shred");
    assertThat(question.reason()).isEqualTo(ApprovalRequired.APPROVAL);
    assertThat(question.input()).isEqualTo(CodaJson.mapper().readTree("{\"page\": 1}"));
    assertThat(question.path())
        .extracting(Caller::toolName)
        .containsExactly("scholar", "archivist");
    assertThat(question.path().get(0).runId()).isEqualTo(run.id());
    assertThat(tree.status(question.runId())).isEqualTo(RunStatus.PAUSED);
    SessionId asking = new SessionId(question.path().get(1).callId().value());
    assertThat(
            tree.stores
                .sessions()
                .find(UserId.LOCAL, asking)
                .orElseThrow()
                .metadata()
                .at("/called_by/path"))
        .extracting(call -> call.path("tool_name").asText() + " " + call.path("call_id").asText())
        .containsExactlyElementsOf(
            question.path().stream().map(call -> call.toolName() + " " + call.callId()).toList());
  }

  @Test
  void runsWhatWasApprovedThroughOutermostAgent() throws Exception {
    AgentTree.Agents process = tree.process();
    Run run = tree.ask(process);
    NestedQuestion question = tree.question(run.id(), true);

    asked(process, question).decide(decision(question, Verdict.APPROVE, null));

    tree.until(() -> tree.ends(run.id()).equals(List.of(RunStatus.COMPLETED)));
    assertThat(tree.shredded).containsExactly("{\"page\":1}");
    assertThat(tree.questions(run.id()).map(NestedQuestion::open)).containsExactly(true, false);
  }

  @Test
  void validatesEditedArgumentsOfNestedCall() throws Exception {
    AgentTree.Agents process = tree.process();
    Run run = tree.ask(process);
    NestedQuestion question = tree.question(run.id(), true);

    assertThatThrownBy(() ->
            asked(process, question)
                .decide(decision(question, Verdict.APPROVE, "{\"page\": \"all\"}")))
        .isInstanceOfSatisfying(
            CodaException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.TOOL_INPUT_INVALID));
    asked(process, question).decide(decision(question, Verdict.APPROVE, "{\"page\": 7}"));

    tree.until(() -> tree.ends(run.id()).equals(List.of(RunStatus.COMPLETED)));
    assertThat(tree.shredded).containsExactly("{\"page\":7}");
  }

  @Test
  void neverRunsWhatWasDenied() throws Exception {
    AgentTree.Agents process = tree.process();
    Run run = tree.ask(process);
    NestedQuestion question = tree.question(run.id(), true);

    asked(process, question).decide(decision(question, Verdict.DENY, null));

    tree.until(() -> tree.ends(run.id()).equals(List.of(RunStatus.COMPLETED)));
    assertThatThrownBy(
            () -> asked(process, question).decide(decision(question, Verdict.APPROVE, null)))
        .isInstanceOfSatisfying(DecidedException.class, e -> assertThat(e.isApproved()).isFalse());
    assertThat(tree.shredded).isEmpty();
    assertThat(tree.question(run.id(), false).path()).isEqualTo(question.path());
  }

  @ParameterizedTest(name = "after a crash: {0}")
  @ValueSource(booleans = {false, true})
  void asksAgainAfterRestartAndContinuesInAgentThatAsked(boolean crash) throws Exception {
    FakeClock itsTime = crash ? FakeClock.at(tree.clock.instant()) : tree.clock;
    AgentTree.Agents first = tree.process(itsTime);
    Run run = tree.ask(first);
    NestedQuestion before = questionOf(run.id(), itsTime);
    if (!crash) {
      first.agents().forEach(agent -> agent.close());
    }
    AgentTree.Agents second = tree.process();
    tree.until(() -> tree.questions(run.id()).filter(NestedQuestion::open).count() > 1);
    NestedQuestion after = tree.questions(run.id()).toList().get(1);

    asked(second, after).decide(decision(after, Verdict.APPROVE, null));

    tree.until(() -> tree.ends(run.id()).equals(List.of(RunStatus.COMPLETED)));
    assertThat(after).isEqualTo(before);
    assertThat(tree.shredded).hasSize(1);
    assertThat(tree.ends(before.runId())).containsExactly(RunStatus.COMPLETED);
  }

  @Test
  void stopsWholeTreeWithOutermostRun() throws Exception {
    AgentTree.Agents process = tree.process();
    Run run = tree.ask(process);
    NestedQuestion question = tree.question(run.id(), true);

    run.cancel();
    run.cancel();

    assertEveryRunWasCancelledOnce(run.id(), question);
  }

  @Test
  void stopsWholeTreeOfRunThatIsCancelledBetweenTwoProcesses() throws Exception {
    AgentTree.Agents first = tree.process();
    Run run = tree.ask(first);
    NestedQuestion question = tree.question(run.id(), true);
    first.agents().forEach(agent -> agent.close());
    tree.stores.runs().requestCancel(UserId.LOCAL, run.id());

    tree.process();

    assertEveryRunWasCancelledOnce(run.id(), question);
  }

  @Test
  void reportsWhatNestedToolAsksInMiddleOfItsCall() throws Exception {
    try (AgentTree signing = new AgentTree("sign")) {
      AgentTree.Agents process = signing.process();
      Run run = signing.ask(process);
      NestedQuestion question = signing.question(run.id(), true);

      assertThat(question.reason()).isEqualTo(ApprovalRequired.ELICITATION);
      assertThat(question.path())
          .extracting(Caller::toolName)
          .containsExactly("scholar", "archivist");
      asked(process, question).decide(decision(question, Verdict.APPROVE, "{}"));

      signing.until(() -> signing.ends(run.id()).equals(List.of(RunStatus.COMPLETED)));
      assertThat(run.outcome().toString()).contains("signed").doesNotContain("not signed");
    }
  }

  private void assertEveryRunWasCancelledOnce(RunId run, NestedQuestion question)
      throws InterruptedException {
    RunId scholar = question.path().get(1).runId();
    List<RunId> runs = Stream.of(run, scholar, question.runId()).toList();
    tree.until(() -> runs.stream().allMatch(id -> tree.status(id).isTerminal()));
    assertThat(runs)
        .allSatisfy(id -> assertThat(tree.ends(id)).containsExactly(RunStatus.CANCELLED));
    assertThat(tree.shredded).isEmpty();
  }

  /** The time of a process that is about to be lost passes for as long as it is needed. */
  private NestedQuestion questionOf(RunId run, FakeClock time) throws InterruptedException {
    time.advanceUntil(
        () -> tree.questions(run).anyMatch(NestedQuestion::open), Duration.ofMillis(50));
    return tree.questions(run).toList().get(0);
  }

  /** Finds the run that asks as a client does that knows the outermost agent alone. */
  private static Run asked(AgentTree.Agents process, NestedQuestion question) {
    return process.reader().find(UserId.LOCAL, question.runId()).orElseThrow();
  }

  private static ApprovalDecision decision(
      NestedQuestion question, Verdict verdict, @Nullable String input) throws Exception {
    return new ApprovalDecision(
        question.callId(), verdict, input == null ? null : CodaJson.mapper().readTree(input), null);
  }
}

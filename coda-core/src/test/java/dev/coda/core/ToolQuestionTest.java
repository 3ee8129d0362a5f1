package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolQuestion;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ToolQuestionTest {
  private static final JsonNode SCHEMA =
      TestTools.json(
          """
          {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
          """);

  private final AgentFixture fixture =
      AgentFixture.with(
          ScriptedModel.of(
              ModelScript.create().callTool("greet", "{}"), ModelScript.create().say(".")),
          greeter(Duration.ofSeconds(15)));

  private static Tool greeter(Duration limit) {
    return TestTools.tool(
        ToolSpec.builder("greet").description("Greets by name.").timeout(limit).build(),
        (input, context) ->
            ToolResult.text(
                context
                    .ask(new ToolQuestion("Your name?", SCHEMA))
                    .map(answer -> "Hello " + answer.get("name").asText())
                    .orElse("Hello nobody")));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theAnswerReachesTheToolAndTheRunIsNeverPaused() throws Exception {
    Run run = fixture.ask("Greet me.");
    ApprovalRequired question = question(run);

    assertThat(question.reason()).isEqualTo(ApprovalRequired.ELICITATION);
    assertThat(question.input().path("message").asText()).isEqualTo("Your name?");
    assertThat(question.input().path("schema")).isEqualTo(SCHEMA);
    assertThat(fixture.stores.runs().find(UserId.LOCAL, run.id()).orElseThrow().status())
        .isEqualTo(RunStatus.RUNNING);
    run.decide(decision(question, Verdict.APPROVE, "{\"name\": \"Ada\"}"));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    ToolCall call = call(run);
    assertThat(call.status()).isEqualTo(ToolStatus.SUCCESS);
    assertThat(call.output()).isEqualTo(TestTools.json("\"Hello Ada\""));
    assertThat(call.input()).as("what the model asked with").isEqualTo(TestTools.json("{}"));
  }

  @Test
  void aRefusalIsNoAnswer() throws Exception {
    Run run = fixture.ask("Greet me.");

    run.decide(decision(question(run), Verdict.DENY, null));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(call(run).output()).isEqualTo(TestTools.json("\"Hello nobody\""));
  }

  @Test
  void anAnswerToSomethingElseIsRefusedAndTheToolStillWaits() throws Exception {
    Run run = fixture.ask("Greet me.");
    ApprovalRequired question = question(run);

    assertFails(
        FailureKind.TOOL_INPUT_INVALID,
        () -> run.decide(decision(question, Verdict.APPROVE, "{\"name\": 7}")));
    assertFails(
        FailureKind.TOOL_INPUT_INVALID,
        () -> run.decide(decision(question, Verdict.APPROVE, null)));
    run.decide(decision(question, Verdict.APPROVE, "{\"name\": \"Ada\"}"));

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    assertThat(call(run).output()).isEqualTo(TestTools.json("\"Hello Ada\""));
    assertFails(
        FailureKind.CONFLICT,
        () -> run.decide(decision(question, Verdict.APPROVE, "{\"name\": \"Bob\"}")));
  }

  @Test
  void aQuestionEndsWithTheTimeOfItsCall() throws Exception {
    try (AgentFixture hurried =
        AgentFixture.with(
            ScriptedModel.of(
                ModelScript.create().callTool("greet", "{}"), ModelScript.create().say(".")),
            greeter(Duration.ofSeconds(3)))) {
      Run run = hurried.ask("Greet me.");
      ApprovalRequired question = question(run);

      hurried.clock.advance(Duration.ofSeconds(3));

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertFails(FailureKind.CONFLICT, () -> run.decide(decision(question, Verdict.DENY, null)));
    }
  }

  @Test
  void aCancelEndsTheWait() throws Exception {
    Run run = fixture.ask("Greet me.");
    question(run);

    run.cancel();

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Cancelled.class);
  }

  private static ApprovalRequired question(Run run) {
    for (RunEvent event : run) {
      if (event.payload() instanceof ApprovalRequired question) {
        return question;
      }
    }
    throw new AssertionError("nothing was asked");
  }

  private ToolCall call(Run run) {
    return RunProjection.of(fixture.stores.runs().events(run.id(), 0, 10_000)).toolCalls().get(0);
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

package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.budget.Budget;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.BudgetReported;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunProjection;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.Usage;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RunawayModelTest {
  private final AtomicInteger runs = new AtomicInteger();
  private final Tool look =
      TestTools.tool(
          "look",
          (input, context) -> {
            runs.incrementAndGet();
            return ToolResult.text("nothing new");
          });

  @Test
  void theSameCallForTheThirdTimeIsAnsweredWithAnError() {
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("look", "{\"a\": 1, \"b\": 2}"),
            ModelScript.create().callTool("look", "{\"b\": 2, \"a\": 1}"),
            ModelScript.create()
                .callTool("look", "{\"a\": 1, \"b\": 2}")
                .callTool("look", "{\"a\": 2, \"b\": 2}"),
            ModelScript.create().say("I see."));
    try (var fixture = AgentFixture.with(model, look)) {
      List<ToolCall> calls = RunProjection.of(fixture.events("go")).toolCalls();

      assertThat(calls)
          .extracting(ToolCall::status)
          .containsExactly(
              ToolStatus.SUCCESS, ToolStatus.SUCCESS, ToolStatus.ERROR, ToolStatus.SUCCESS);
      assertThat(calls.get(2).errorMessage()).contains("exactly this call 3 times");
      assertThat(runs).hasValue(3);
    }
  }

  @Test
  void anEndlessLoopEndsWithinItsLimitsAndSaysWhatWasFound() throws Exception {
    var model = ScriptedModel.of();
    for (int i = 0; i < 20; i++) {
      model.add(ModelScript.create().callTool("look", "{}"));
    }
    try (var fixture = AgentFixture.with(model, look)) {
      RunOutcome.Completed outcome = (RunOutcome.Completed) fixture.ask("go").outcome();

      assertThat(model.requests()).hasSize(RunLimits.defaults().maxSteps());
      assertThat(runs).hasValue(2);
      assertThat(outcome.answer().text())
          .contains("no model calls left")
          .contains("look: \"nothing new\"");
    }
  }

  @Test
  void aThousandCallsAtOnceAreBounded() {
    var script = ModelScript.create();
    for (int i = 0; i < 1000; i++) {
      script.callTool("look", "{\"n\": " + i + "}");
    }
    var model = ScriptedModel.of(script, ModelScript.create().say("done"));
    try (var fixture = AgentFixture.with(model, look)) {
      RunProjection run = RunProjection.of(fixture.events("go"));

      assertThat(run.toolCalls()).hasSize(128).allMatch(call -> call.status().isFinal());
      assertThat(runs).hasValue(RunLimits.defaults().maxToolCalls());
      assertThat(run.answer().orElseThrow().text()).isEqualTo("done");
    }
  }

  @Test
  void theLastTurnKeepsTheToolsForbidsThemAndSaysWhy() {
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("look", "{}"), ModelScript.create().say("Enough."));
    try (var fixture = AgentFixture.with(model, options(limits().maxSteps(2)), look)) {
      fixture.events("go");

      ChatRequest first = model.requests().get(0);
      ChatRequest last = model.requests().get(1);
      assertThat(first.toolChoice()).isNull();
      assertThat(last.toolChoice()).isEqualTo(ToolChoice.NONE);
      assertThat(last.toolSpecifications()).isEqualTo(first.toolSpecifications());
      assertThat(last.messages().subList(0, first.messages().size())).isEqualTo(first.messages());
      assertThat(last.messages().get(last.messages().size() - 1))
          .isInstanceOfSatisfying(
              UserMessage.class,
              why -> assertThat(why.singleText()).contains("used up its model calls"));
    }
  }

  @Test
  void tokensThatAreUsedUpEndTheRunWithAnAnswer() {
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("look", "{}").usage(Usage.of(500, 8_500)),
            ModelScript.create().say("Enough.").usage(Usage.of(600, 300)));
    try (var fixture = AgentFixture.with(model, options(limits().maxTokens(10_000)), look)) {
      List<RunEvent> events = fixture.events("go");

      assertThat(((RunFinished) events.get(events.size() - 1).payload()).reason())
          .isEqualTo("budget_exhausted");
      assertThat(model.requests().get(0).maxOutputTokens()).isBetween(256, 5_000);
      assertThat(model.requests().get(1).toolChoice()).isEqualTo(ToolChoice.NONE);
      assertThat(events)
          .filteredOn(event -> event.kind() == EventKind.BUDGET)
          .extracting(RunEvent::payload)
          .containsExactly(
              new BudgetReported("tokens", "10000"), new BudgetReported("tokens", "1000"));
    }
  }

  @Test
  void aCallThatCannotBeAffordedAtAllIsNotMade() throws Exception {
    var model = ScriptedModel.of();
    try (var fixture = AgentFixture.with(model, options(limits().maxTokens(20)))) {
      RunOutcome.Completed outcome = (RunOutcome.Completed) fixture.ask("go").outcome();

      assertThat(model.requests()).isEmpty();
      assertThat(outcome.answer().text()).contains("no tokens left");
    }
  }

  @Test
  void aToolSeesWhatIsLeftOfItsRun() {
    AtomicReference<Budget> seen = new AtomicReference<>();
    Tool spender =
        TestTools.tool(
            "spend",
            (input, context) -> {
              seen.set(context.budget().left());
              return ToolResult.text("ok");
            });
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("spend", "{}").usage(Usage.of(100, 50)),
            ModelScript.create().say("Done."));
    try (var fixture = AgentFixture.with(model, options(limits().maxTokens(9_150)), spender)) {
      fixture.events("go");

      assertThat(seen.get().tokens()).isEqualTo(9_000);
      assertThat(seen.get().steps()).isEqualTo(15);
      assertThat(seen.get().toolCalls()).isEqualTo(63);
    }
  }

  private static AgentOptions options(RunLimits.Builder limits) {
    return AgentOptions.builder().limits(limits.build()).build();
  }

  private static RunLimits.Builder limits() {
    return RunLimits.builder();
  }
}

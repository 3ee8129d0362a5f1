package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.CallId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.ClientTool;
import dev.coda.api.tool.ToolResult;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that the client of one run calls itself, once the run has ended. */
@Timeout(20)
class ClientToolTest {
  private static final ClientTool OPEN_PAGE =
      new ClientTool(
          "open_page",
          "Opens a page.",
          TestTools.json(
              """
              {"type":"object","properties":{"url":{"type":"string"}},"required":["url"]}
              """));
  private static final Map<String, String> PAGE = Map.of("url", "https://example.org");

  @Test
  void endsTheRunAndLeavesTheCallToTheClient() throws Exception {
    ScriptedModel model = ScriptedModel.of().calls("open_page", PAGE);
    try (AgentFixture fixture = AgentFixture.with(model)) {
      Run run = fixture.agent.start(question(fixture).build());

      RunOutcome.Completed outcome = (RunOutcome.Completed) run.outcome();
      List<RunEvent> events = AgentFixture.events(run);
      ToolCall call = RunProjection.of(events).toolCalls().get(0);

      assertThat(outcome.reason()).isEqualTo("tool_calls");
      assertThat(call.status()).isEqualTo(ToolStatus.PENDING);
      assertThat(call.input().path("url").asText()).isEqualTo("https://example.org");
      assertThat(events).extracting(RunEvent::kind).doesNotContain(EventKind.TOOL_RESULT);
      assertThat(model.requests().get(0).toolSpecifications())
          .extracting(ToolSpecification::name)
          .containsExactly("open_page");
    }
  }

  @Test
  void showsTheModelTheResultThatTheClientSends() throws Exception {
    ScriptedModel model = ScriptedModel.of().calls("open_page", PAGE).says("It is open.");
    try (AgentFixture fixture = AgentFixture.with(model)) {
      Run first = fixture.agent.start(question(fixture).build());
      first.outcome();
      CallId call = RunProjection.of(AgentFixture.events(first)).toolCalls().get(0).id();

      Run second = fixture.agent.start(question(fixture).content(List.of(result(call))).build());

      assertThat(second.outcome()).isInstanceOf(RunOutcome.Completed.class);
      List<ChatMessage> shown = model.requests().get(1).messages();
      ToolExecutionResultMessage last = (ToolExecutionResultMessage) shown.get(shown.size() - 1);
      assertThat(last.text()).isEqualTo("Opened.");
      assertThat(last.id()).isEqualTo(call.toString());
      assertThat(shown.get(shown.size() - 2)).isInstanceOf(AiMessage.class);
    }
  }

  @Test
  void runsTheAgentsToolsOfTheSameReplyFirst() throws Exception {
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().callTool("open_page", PAGE).callTool("echo", Map.of()));
    try (AgentFixture fixture =
        AgentFixture.with(
            model, TestTools.tool("echo", (input, context) -> ToolResult.text("done")))) {
      Run run = fixture.agent.start(question(fixture).build());
      run.outcome();

      assertThat(RunProjection.of(AgentFixture.events(run)).toolCalls())
          .extracting(ToolCall::status)
          .containsExactly(ToolStatus.PENDING, ToolStatus.SUCCESS);
    }
  }

  @Test
  void tellsTheModelOfArgumentsThatDoNotMatch() throws Exception {
    ScriptedModel model =
        ScriptedModel.of().calls("open_page", Map.of()).says("Which page do you mean?");
    try (AgentFixture fixture = AgentFixture.with(model)) {
      Run run = fixture.agent.start(question(fixture).build());

      assertThat(((RunOutcome.Completed) run.outcome()).answer().text())
          .isEqualTo("Which page do you mean?");
    }
  }

  @Test
  void offersNoneOfTheAgentsToolsWhereTheRequestNamesNone() throws Exception {
    ScriptedModel model = ScriptedModel.of().says("Hello.");
    try (AgentFixture fixture =
        AgentFixture.with(
            model, TestTools.tool("echo", (input, context) -> ToolResult.text("done")))) {
      fixture.agent.start(question(fixture).tools(Set.of()).build()).outcome();

      assertThat(model.requests().get(0).toolSpecifications())
          .extracting(ToolSpecification::name)
          .containsExactly("open_page");
    }
  }

  @Test
  void refusesASchemaThatCannotBeUsedBeforeAnythingIsStored() {
    ClientTool broken =
        new ClientTool("broken", "", TestTools.json("{\"$ref\": \"https://example.org/no\"}"));
    try (AgentFixture fixture = AgentFixture.with(ScriptedModel.of())) {
      RunRequest request = question(fixture).clientTools(List.of(broken)).build();

      assertThatThrownBy(() -> fixture.agent.start(request))
          .isInstanceOf(ConfigurationException.class);
      assertThat(fixture.messages()).isEmpty();
    }
  }

  /** The first process can store this many commits, and then nothing any more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anotherProcessLeavesTheCallToTheClientToo(int commits) throws Exception {
    try (DurableFixture fixture = new DurableFixture()) {
      DyingStores dying = new DyingStores(fixture.stores, commits);
      AgentOptions lease = DurableFixture.options().leaseTime(Duration.ofMinutes(5)).build();
      CodaAgent first = fixture.agent(dying, lease, ScriptedModel.of().calls("open_page", PAGE));
      Run run =
          first.start(
              RunRequest.builder(fixture.session)
                  .text("Open it.")
                  .clientTools(List.of(OPEN_PAGE))
                  .build());
      await().until(dying::isDead);
      CodaAgent second = fixture.agent(ScriptedModel.of().calls("open_page", PAGE));

      fixture.clock.advance(Duration.ofMinutes(5).plusSeconds(1));

      Run found = second.find(UserId.LOCAL, run.id()).orElseThrow();
      assertThat(fixture.outcome(found))
          .isInstanceOfSatisfying(
              RunOutcome.Completed.class,
              outcome -> assertThat(outcome.reason()).isEqualTo("tool_calls"));
      assertThat(fixture.projection(run.id()).toolCalls())
          .extracting(ToolCall::status)
          .containsExactly(ToolStatus.PENDING);
    }
  }

  private static RunRequest.Builder question(AgentFixture fixture) {
    return RunRequest.builder(fixture.session)
        .content(List.of(new TextPart("Open it.")))
        .clientTools(List.of(OPEN_PAGE));
  }

  private static Part result(CallId call) {
    return new ToolResultPart(
        call, "open_page", ToolStatus.SUCCESS, TextNode.valueOf("Opened."), null, null);
  }
}

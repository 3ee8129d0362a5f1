package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.Session;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a model or a tool writes, the database has a run that ends in order. */
@Timeout(60)
final class AwkwardDataRunTest {
  private final PostgresStores stores = TestDatabase.STORES;
  private final SessionId session = SessionId.next(new TimeOrderedIds());
  private final ScriptedModel model = ScriptedModel.of();

  static Stream<String> awkward() {
    return Stream.of(
        "1e131072",
        "1e-20000",
        "1e1000000000",
        "-1e-1000000000",
        "1e308",
        "4.9e-324",
        "9".repeat(900),
        "\"\\u0000\"",
        "\"\\ud83d\"",
        "\"\\udc00\\ud83d\"",
        "{\"\\u0000\": 1, \"\": 2, \"a\\u0000\": {\"\\u0000\": []}}",
        "[".repeat(400) + "]".repeat(400),
        "[".repeat(600) + "]".repeat(600),
        "\"" + "x".repeat(900_000) + "\"",
        "{\"" + "k".repeat(20_000) + "\": 1}");
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void completesWithAwkwardArguments(String value) throws Exception {
    completes("{\"a\": " + value + "}", "1");
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void completesWithAwkwardResults(String value) throws Exception {
    completes("{}", value);
  }

  @Test
  void failsARunWhoseCommitIsRefusedForItsDataWithoutAskingTheModelAgain() throws Exception {
    JsonNode notJson =
        JsonNodeFactory.instance
            .objectNode()
            .set("raw", JsonNodeFactory.instance.rawValueNode(new RawValue("{not json")));
    model.add(ModelScript.create().say("Let me see. ").callTool("take", "{}"));
    model.add(ModelScript.create().say("Done."));

    RunOutcome outcome;
    List<RunEvent> log;
    try (CodaAgent agent = agent(notJson)) {
      Run run = start(agent);
      outcome = run.outcome();
      log = stores.runs().events(run.id(), 0, 1000);
    }

    assertThat(outcome)
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).extracting(ErrorInfo::code).isEqualTo("data_refused");
              assertThat(failed.answer()).isNotNull();
              assertThat(failed.answer().text()).isEqualTo("Let me see. ");
            });
    assertThat(model.requests()).hasSize(1);
    assertThat(log).noneMatch(event -> event.kind() == EventKind.RUN_RESUMED);
    assertThat(RunProjection.of(log).toolCalls())
        .extracting(ToolCall::status)
        .containsExactly(ToolStatus.UNKNOWN);
  }

  private void completes(String arguments, String result) throws Exception {
    model.add(ModelScript.create().callTool("take", arguments));
    model.add(ModelScript.create().say("Done."));
    try (CodaAgent agent = agent(json(result))) {
      Run run = start(agent);

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(model.requests()).hasSize(2);
      assertThat(RunProjection.of(stores.runs().events(run.id(), 0, 1000)).toolCalls().get(0))
          .matches(call -> call.status().isFinal());
    }
  }

  private Run start(CodaAgent agent) {
    stores.sessions().create(Session.start(session, UserId.LOCAL, Instant.now()));
    return agent.start(RunRequest.of(session, "go"));
  }

  private CodaAgent agent(JsonNode result) {
    return CodaAgent.builder()
        .models(model)
        .tools(ToolSource.of(new Taking(result)))
        .stores(stores)
        .build();
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return CodaJson.mapper().readTree(text);
  }

  private record Taking(JsonNode result) implements Tool {
    @Override
    public ToolSpec spec() {
      return ToolSpec.builder("take").description("Takes anything.").build();
    }

    @Override
    public ToolResult execute(JsonNode input, ToolContext context) {
      return ToolResult.ok(result);
    }
  }
}

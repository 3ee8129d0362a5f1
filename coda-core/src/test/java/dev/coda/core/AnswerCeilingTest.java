package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.content.JsonSize;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.UsageReported;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No model and no tool makes a run that its process or another cannot hold. */
@Timeout(30)
class AnswerCeilingTest {
  private static final int ANSWER = 64 * 1024;
  private static final int RUN = 256 * 1024;

  private final AtomicInteger pieces = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"text", "thoughts", "arguments"})
  void cutsAnAnswerWithoutAnEndAndKeepsWhatWasSaid(String what) {
    ScriptedModel model = ScriptedModel.of(endless(what, "é".repeat(500)));
    try (AgentFixture fixture = AgentFixture.with(model, options())) {
      Run run = fixture.ask("go");
      List<RunEvent> events = AgentFixture.events(run);
      RunProjection folded = RunProjection.of(events);

      assertThat(folded.status()).isEqualTo(RunStatus.FAILED);
      assertThat(folded.error()).map(ErrorInfo::code).contains("answer_too_large");
      assertThat(pieces.get()).isEqualTo(ANSWER / 1000);
      Message stored = fixture.messages().get(1);
      assertThat(stored).isEqualTo(folded.answer().orElseThrow());
      assertThat(stored.status()).isEqualTo(MessageStatus.FAILED);
      if (what.equals("text")) {
        assertThat(JsonSize.utf8(stored.text())).isEqualTo(ANSWER);
      }
      assertThat(usage(events).estimated()).isTrue();
      assertThat(usage(events).tokens().output()).isGreaterThan(1_000);
    }
  }

  @Test
  void countsEachAnswerAnew() {
    ScriptedModel model = ScriptedModel.of();
    for (int i = 0; i < 3; i++) {
      model.add(
          ModelScript.create().say("x".repeat(ANSWER - 10)).callTool("look", "{\"n\":" + i + "}"));
    }
    model.add(ModelScript.create().say("Done."));
    try (AgentFixture fixture = AgentFixture.with(model, options(), look("seen"))) {
      assertThat(RunProjection.of(fixture.events("go")).status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void answersACallWithTooLongArgumentsWithAnError() {
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().callTool("look", "{\"a\": \"" + "x".repeat(9_000) + "\"}"),
            ModelScript.create().say("Done."));
    AgentOptions options = AgentOptions.builder().maxToolInputBytes(8_000).build();
    try (AgentFixture fixture = AgentFixture.with(model, options, look("seen"))) {
      RunProjection run = RunProjection.of(fixture.events("go"));

      ToolCall call = run.toolCalls().get(0);
      assertThat(call.status()).isEqualTo(ToolStatus.ERROR);
      assertThat(call.errorMessage()).contains("longer than 8000 bytes");
      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void failsARunWhoseLogReachesItsLimitAndKeepsWhatItHas() {
    ScriptedModel model = ScriptedModel.of();
    for (int i = 0; i < 20; i++) {
      model.add(ModelScript.create().say("Step. ").callTool("look", "{\"n\": " + i + "}"));
    }
    try (AgentFixture fixture = AgentFixture.with(model, options(), look("r".repeat(50_000)))) {
      RunProjection run = RunProjection.of(fixture.events("go"));

      assertThat(run.error()).map(ErrorInfo::code).contains("run_too_large");
      assertThat(model.requests()).hasSizeBetween(5, 7);
      assertThat(fixture.messages().get(1).text()).startsWith("Step. ");
      assertThat(run.toolCalls()).allMatch(call -> call.status().isFinal());
    }
  }

  @Test
  void boundsTheLogOfAModelThatChangesItsMindAtEveryLetter() {
    ModelScript script = ModelScript.create();
    for (int i = 0; i < 20_000; i++) {
      script.say("s").think("t");
    }
    try (AgentFixture fixture = AgentFixture.with(ScriptedModel.of(script), options())) {
      Run run = fixture.ask("go");

      assertThat(RunProjection.of(AgentFixture.events(run)).error())
          .map(ErrorInfo::code)
          .contains("run_too_large");
      assertThat(logged(fixture, run)).isLessThan(RUN + 10_000);
    }
  }

  @Test
  void boundsTheLogOfAToolThatReportsProgressWithoutAnEnd() {
    Tool chatty =
        TestTools.tool(
            "look",
            (input, context) -> {
              for (int i = 0; i < 20_000; i++) {
                context.progress().report("still at it", i % 100);
              }
              return ToolResult.text("done");
            });
    ScriptedModel model = ScriptedModel.of(ModelScript.create().callTool("look", "{}"));
    try (AgentFixture fixture = AgentFixture.with(model, options(), chatty)) {
      Run run = fixture.ask("go");

      assertThat(RunProjection.of(AgentFixture.events(run)).error())
          .map(ErrorInfo::code)
          .contains("run_too_large");
      assertThat(logged(fixture, run)).isLessThan(RUN + 10_000);
    }
  }

  @Test
  void takesManyTinyPieces() {
    ModelScript script = ModelScript.create();
    for (int i = 0; i < 100_000; i++) {
      script.say("ab");
    }
    try (AgentFixture fixture = AgentFixture.with(ScriptedModel.of(script))) {
      Run run = fixture.ask("go");

      assertThat(RunProjection.of(AgentFixture.events(run)).status())
          .isEqualTo(RunStatus.COMPLETED);
      assertThat(logged(fixture, run)).isLessThan(300_000);
    }
  }

  @Test
  void cutsTheNameOfAToolThatDoesNotExist() {
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().callTool("n".repeat(1_000_000), "{}"),
            ModelScript.create().say("Done."));
    try (AgentFixture fixture = AgentFixture.with(model, look("seen"))) {
      Run run = fixture.ask("go");
      RunProjection folded = RunProjection.of(AgentFixture.events(run));

      assertThat(folded.status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(folded.toolCalls().get(0).toolName()).hasSizeLessThan(300);
      assertThat(logged(fixture, run)).isLessThan(20_000);
    }
  }

  @Test
  void cutsWhatAToolSaysOfItsFailure() {
    Tool failing =
        TestTools.tool(
            "look",
            (input, context) -> {
              throw new IllegalStateException("m".repeat(1_000_000));
            });
    Tool refusing =
        TestTools.tool(
            "try",
            (input, context) -> ToolResult.error(FailureKind.TOOL_FAILED, "m".repeat(1_000_000)));
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().callTool("look", "{}").callTool("try", "{}"),
            ModelScript.create().say("Done."));
    try (AgentFixture fixture = AgentFixture.with(model, failing, refusing)) {
      Run run = fixture.ask("go");

      assertThat(RunProjection.of(AgentFixture.events(run)).status())
          .isEqualTo(RunStatus.COMPLETED);
      assertThat(logged(fixture, run)).isLessThan(60_000);
    }
  }

  private ModelScript endless(String what, String piece) {
    ModelScript script = ModelScript.create();
    for (int i = 0; i < 1_000; i++) {
      switch (what) {
        case "text" -> script.say(piece);
        case "thoughts" -> script.think(piece);
        default -> script.callTool("look", piece);
      }
      script.then(call -> pieces.incrementAndGet());
    }
    return script;
  }

  private static long logged(AgentFixture fixture, Run run) {
    return fixture.stores.runs().events(run.id(), 0, 1_000_000).stream()
        .mapToLong(event -> EventSize.of(event.payload()))
        .sum();
  }

  private static UsageReported usage(List<RunEvent> events) {
    return events.stream()
        .filter(event -> event.kind() == EventKind.USAGE)
        .map(event -> (UsageReported) event.payload())
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static Tool look(String result) {
    return TestTools.tool("look", (input, context) -> ToolResult.text(result));
  }

  private static AgentOptions options() {
    return AgentOptions.builder().maxAnswerBytes(ANSWER).maxRunBytes(RUN).build();
  }
}

package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no store holds costs a step, and neither its run nor another call of the model. */
@Timeout(20)
class AwkwardDataTest {
  private final AtomicInteger ran = new AtomicInteger();
  private final ScriptedModel model = ScriptedModel.of();

  @ParameterizedTest
  @MethodSource("dev.coda.core.AwkwardData#refused")
  void answersArgumentsThatNoStoreHoldsWithAnError(String value) {
    ToolCall call = call("{\"a\": " + value + "}", tool("1"));

    assertThat(call.status()).isEqualTo(ToolStatus.ERROR);
    assertThat(call.errorMessage())
        .contains("cannot be stored")
        .contains(value.startsWith("[[") ? "nested" : "'/a");
    assertThat(ran).hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("dev.coda.core.AwkwardData#refused")
  void answersAResultThatNoStoreHoldsWithAnError(String value) {
    ToolCall call = call("{}", tool(value));

    assertThat(call.status()).isEqualTo(ToolStatus.ERROR);
    assertThat(call.errorMessage()).contains("cannot be stored");
  }

  @Test
  void answersAResultWithANameThatNobodyReadsBackWithAnError() {
    Tool tool =
        TestTools.tool(
            "take",
            (input, context) ->
                ToolResult.ok(
                    JsonNodeFactory.instance
                        .arrayNode()
                        .add(JsonNodeFactory.instance.objectNode().put("k".repeat(60_000), 1))));

    ToolCall call = call("{}", tool);

    assertThat(call.status()).isEqualTo(ToolStatus.ERROR);
    assertThat(call.errorMessage()).contains("The name of a field");
  }

  @ParameterizedTest
  @MethodSource("dev.coda.core.AwkwardData#cleaned")
  void runsAToolWithArgumentsAndResultsThatCanBeCleaned(String value) {
    ToolCall call = call("{\"a\": " + value + "}", tool(value));

    assertThat(call.status()).as(call.errorMessage()).isEqualTo(ToolStatus.SUCCESS);
    assertThat(ran).hasValue(1);
  }

  private ToolCall call(String arguments, Tool tool) {
    model.add(ModelScript.create().callTool("take", arguments));
    model.add(ModelScript.create().say("Done."));
    try (AgentFixture fixture = AgentFixture.with(model, tool)) {
      RunProjection run = RunProjection.of(fixture.events("go"));
      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(run.answer().orElseThrow().text()).isEqualTo("Done.");
      assertThat(model.requests()).hasSize(2);
      return run.toolCalls().get(0);
    }
  }

  private Tool tool(String result) {
    return TestTools.tool(
        "take",
        (input, context) -> {
          ran.incrementAndGet();
          return ToolResult.ok(TestTools.json(result));
        });
  }
}

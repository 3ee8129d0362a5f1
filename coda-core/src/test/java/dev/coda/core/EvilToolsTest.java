package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.agent.Run;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a tool does, the model learns of it, and the run continues to its one end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EvilToolsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  static Stream<Arguments> tools() {
    return Stream.of(
        evil("hangs", ToolStatus.UNKNOWN, (input, context) -> hang()),
        evil("does not listen", ToolStatus.UNKNOWN, (input, context) -> hangDeaf()),
        evil(
            "throws an error",
            ToolStatus.ERROR,
            (input, context) -> {
              throw new StackOverflowError();
            }),
        evil(
            "has no memory",
            ToolStatus.ERROR,
            (input, context) -> {
              throw new NoClassDefFoundError("a tool's own");
            }),
        evil("interrupts itself", ToolStatus.SUCCESS, (input, context) -> interruptedResult()),
        evil(
            "says it was interrupted",
            ToolStatus.UNKNOWN,
            (input, context) -> {
              throw new InterruptedException("by nobody");
            }),
        evil("returns nothing", ToolStatus.ERROR, (input, context) -> nothing()),
        evil(
            "returns 64 MB",
            ToolStatus.SUCCESS,
            (input, context) -> ToolResult.text("x".repeat(64 << 20))),
        evil("nests deeply", ToolStatus.ERROR, (input, context) -> ToolResult.ok(nested(100_000))),
        evil(
            "nests as deeply as JSON is read",
            ToolStatus.ERROR,
            (input, context) -> ToolResult.ok(nested(999))),
        evil("breaks its promise", ToolStatus.ERROR, (input, context) -> ToolResult.ok(nested(1))));
  }

  @ParameterizedTest(name = "that {0}")
  @MethodSource("tools")
  void goesOnAfterATool(String what, ToolStatus status, TestTools.Body body) throws Exception {
    ToolSpec spec =
        ToolSpec.builder("evil")
            .outputSchema(
                TestTools.json("{\"type\": [\"string\", \"array\"], \"items\": {\"minItems\": 1}}"))
            .timeout(LIMIT)
            .build();
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("evil", "{}"), ModelScript.create().say("Well."));
    CountDownLatch running = new CountDownLatch(1);
    TestTools.Body evil =
        (input, context) -> {
          running.countDown();
          return body.run(input, context);
        };
    try (var fixture = AgentFixture.with(model, TestTools.tool(spec, evil))) {
      Run asked = fixture.ask("go");
      running.await();
      if (what.contains("hang") || what.contains("listen")) {
        fixture.clock.advance(LIMIT);
      }
      RunProjection run = endedOnce(AgentFixture.events(asked));

      assertThat(run.toolCalls()).hasSize(1);
      assertThat(run.toolCalls().get(0).status()).isEqualTo(status);
    }
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of("a tool that there is not", ModelScript.create().callTool("none", "{}")),
        Arguments.of("a name that is none", ModelScript.create().callTool("\u0000 ../x", "{}")),
        Arguments.of("arguments that are none", ModelScript.create().callTool("double", "{\"n\":")),
        Arguments.of(
            "arguments nested as deeply as JSON is read",
            ModelScript.create().callTool("double", "[".repeat(1_000) + "]".repeat(1_000))),
        Arguments.of(
            "arguments nested without end",
            ModelScript.create().callTool("double", "[".repeat(1_000_000))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void goesOnAfterTheModelAsksFor(String what, ModelScript script) {
    var model = ScriptedModel.of(script, ModelScript.create().say("Well."));
    try (var fixture = AgentFixture.with(model, TestTools.doubler())) {
      RunProjection run = endedOnce(fixture.events("go"));

      assertThat(run.toolCalls()).hasSize(1);
      assertThat(run.toolCalls().get(0).status()).isEqualTo(ToolStatus.ERROR);
    }
  }

  /** Everything that is in the log can be sent and stored, and is small. */
  private static RunProjection endedOnce(List<RunEvent> events) {
    RunProjection run = RunProjection.of(events);
    assertThat(events).filteredOn(event -> event.kind() == EventKind.RUN_FINISHED).hasSize(1);
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.answer().orElseThrow().text()).isEqualTo("Well.");
    for (RunEvent event : events) {
      String written = EventCodec.toJson(event);
      assertThat(written).hasSizeLessThan(3_000_000);
      assertThat(EventCodec.toJson(EventCodec.fromJson(written))).isEqualTo(written);
    }
    return run;
  }

  private static Arguments evil(String what, ToolStatus status, TestTools.Body body) {
    return Arguments.of(what, status, body);
  }

  private static ToolResult interruptedResult() {
    Thread.currentThread().interrupt();
    return ToolResult.text("done");
  }

  private static ToolResult hang() throws InterruptedException {
    new CountDownLatch(1).await();
    return ToolResult.text("never");
  }

  private static ToolResult hangDeaf() {
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        // It does not listen.
      }
    }
  }

  @SuppressWarnings("NullAway")
  private static ToolResult nothing() {
    return null;
  }

  private static JsonNode nested(int levels) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    for (int i = 1; i < levels; i++) {
      ArrayNode outer = JsonNodeFactory.instance.arrayNode();
      outer.add(node);
      node = outer;
    }
    return JsonNodeFactory.instance.arrayNode().add(node);
  }
}

package dev.coda.core.java;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.coda.api.error.ConfigurationException;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.ReturnBehavior;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolMemoryId;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("unused")
final class RefusedMethodsTest {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  interface Shape {}

  record Point(int x, int y) {}

  record Carrier(List<InputStream> inner) {}

  static final class NoReader {
    NoReader(int a, int b) {}
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("has no method with @Tool", new Object()),
        refused("give it an instance of", RefusedMethodsTest.class),
        refused(
            "are both the tool 'plan'",
            new Object() {
              @Tool("Plans.")
              void plan(int day) {}

              @Tool("Plans.")
              void plan(String day) {}
            }),
        refused(
            "tool name 'book room' must be",
            new Object() {
              @Tool(name = "book room", value = "Books.")
              void book() {}
            }),
        refused(
            "argument 'shape': dev.coda.core.java.RefusedMethodsTest$Shape has subtypes",
            new Object() {
              @Tool("Draws.")
              void draw(Shape shape) {}
            }),
        refused(
            "argument 'runner': java.lang.Runnable is abstract",
            new Object() {
              @Tool("Runs.")
              void run(Runnable runner) {}
            }),
        refused(
            "argument 'carrier.inner[]': java.io.InputStream is abstract",
            new Object() {
              @Tool("Carries.")
              void carry(Carrier carrier) {}
            }),
        refused(
            "argument 'lock': java.util.concurrent.locks.ReentrantLock cannot be written",
            new Object() {
              @Tool("Locks.")
              void lock(java.util.concurrent.locks.ReentrantLock lock) {}
            }),
        refused(
            "argument 'value': ",
            new Object() {
              @Tool("Reads.")
              void read(NoReader value) {}
            }),
        refused(
            "a map's keys must be text",
            new Object() {
              @Tool("Maps.")
              void map(Map<Point, String> points) {}
            }),
        refused(
            "it returns a Publisher; wait for it",
            new Object() {
              @Tool("Promises.")
              Flow.Publisher<String> promise() {
                return subscriber -> {};
              }
            }),
        refused(
            "argument 'count': a int cannot be left out: give it a defaultValue",
            new Object() {
              @Tool("Counts.")
              void count(@P(value = "How many.", required = false) int count) {}
            }),
        refused(
            "argument 'count': the defaultValue 'many' does not fit",
            new Object() {
              @Tool("Counts.")
              void count(@P(value = "How many.", defaultValue = "many") int count) {}
            }),
        refused(
            "argument 'same': two parameters have this name",
            new Object() {
              @Tool("Doubles.")
              void twice(@P(name = "same") int a, @P(name = "same") int b) {}
            }),
        refused(
            "there is no @ToolMemoryId here: take a ToolContext",
            new Object() {
              @Tool("Remembers.")
              void remember(@ToolMemoryId String memory) {}
            }),
        refused(
            "a result always goes to the model",
            new Object() {
              @Tool(value = "Returns.", returnBehavior = ReturnBehavior.IMMEDIATE)
              void back() {}
            }),
        refused(
            "@ToolSettings: timeout must be positive",
            new Object() {
              @Tool("Waits.")
              @ToolSettings(timeoutMs = 0)
              void hurry() {}
            }));
  }

  private static Arguments refused(String reason, Object owner) {
    return Arguments.of(reason, owner);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void saysWhatCannotBecomeTool(String reason, Object owner) {
    assertThatThrownBy(() -> JavaTools.from(owner))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesLambdaWithoutRecord() {
    assertThatThrownBy(() -> JavaTools.tool("t", "d", String.class, (text, context) -> text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Tool 't': its arguments must be a record, and java.lang.String is none.");
    assertThatThrownBy(() -> JavaTools.tool("t!", "d", Point.class, (point, context) -> point))
        .hasMessageStartingWith("Tool 't!': tool name 't!' must be");
  }
}

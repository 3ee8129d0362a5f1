package dev.coda.testkit.trajectory;

import static dev.coda.testkit.trajectory.TrajectoryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.testkit.fixture.RunFixtures;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TrajectoryAssertTest {
  private static final Trajectory TOOL = Trajectory.of(RunFixtures.run("reasoning-and-tool"));
  private static final Trajectory PARALLEL = Trajectory.of(RunFixtures.run("parallel-tools"));
  private static final String NAME = TOOL.toolCalls().get(0).toolName();
  private static final String FIRST = PARALLEL.toolCalls().get(0).toolName();
  private static final String LAST =
      PARALLEL.toolCalls().get(PARALLEL.toolCalls().size() - 1).toolName();

  @Test
  void holdsForWhatTheRunDid() {
    assertThat(TOOL)
        .completed()
        .completed("stop")
        .called(NAME)
        .called(NAME, input -> input.isObject())
        .calledSuccessfully(NAME)
        .calledExactly(NAME)
        .calledAtMost(1, NAME)
        .calledToolsAtMost(1)
        .askedModelAtMost(2)
        .tokensBelow(1_000_000)
        .neverCalled("other")
        .answer()
        .isNotBlank();
    assertThat(Trajectory.of(RunFixtures.run("cancelled-in-tool"))).cancelled();
  }

  @TestFactory
  Stream<DynamicTest> failsForWhatItDidNotAndShowsTheTrajectory() {
    Map<String, Consumer<TrajectoryAssert>> wrong =
        Map.ofEntries(
            Map.entry("called", run -> run.called("other")),
            Map.entry("called with", run -> run.called(NAME, input -> false)),
            Map.entry("called successfully", run -> run.calledSuccessfully("other")),
            Map.entry("before", run -> run.calledBefore(NAME, "other")),
            Map.entry("exactly", run -> run.calledExactly()),
            Map.entry("at most", run -> run.calledAtMost(0, NAME)),
            Map.entry("tools at most", run -> run.calledToolsAtMost(0)),
            Map.entry("never", run -> run.neverCalled(NAME)),
            Map.entry("model at most", run -> run.askedModelAtMost(0)),
            Map.entry("cost", run -> run.costBelow("0")),
            Map.entry("tokens", run -> run.tokensBelow(1)),
            Map.entry("reason", run -> run.completed("budget_exhausted")),
            Map.entry("cancelled", TrajectoryAssert::cancelled),
            Map.entry("failed", run -> run.failed("internal")));
    return wrong.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () ->
                    assertThatThrownBy(() -> entry.getValue().accept(assertThat(TOOL)))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("Expected")
                        .hasMessageContaining("run_finished")));
  }

  @Test
  void tellsWhichOfTwoToolsCameFirst() {
    if (!FIRST.equals(LAST)) {
      assertThat(PARALLEL).calledBefore(FIRST, LAST);
      assertThatCode(() -> assertThat(PARALLEL).calledBefore(LAST, FIRST))
          .isInstanceOf(AssertionError.class);
    }
    assertThat(PARALLEL.toolCalls()).hasSizeGreaterThan(1);
  }

  @Test
  void readsAsOneLineForEachThingThatHappened() {
    assertThat(TOOL.toString().lines().toList())
        .hasSizeLessThanOrEqualTo(TOOL.events().size())
        .anyMatch(line -> line.contains("tool_call") && line.contains(NAME))
        .last()
        .asString()
        .contains("run_finished", "completed");
    assertThatThrownBy(() -> assertThat(List.of()).completed()).isInstanceOf(AssertionError.class);
  }
}

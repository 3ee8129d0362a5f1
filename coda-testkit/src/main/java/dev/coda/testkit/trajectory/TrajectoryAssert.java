package dev.coda.testkit.trajectory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Run;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.testkit.json.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the course of a run. A failure shows the whole trajectory. Confined to one
 * thread at a time.
 */
public final class TrajectoryAssert extends AbstractAssert<TrajectoryAssert, Trajectory> {
  private TrajectoryAssert(Trajectory actual) {
    super(actual, TrajectoryAssert.class);
  }

  /**
   * Starts assertions about the course of a run.
   *
   * @param actual the course of a run
   * @return the assertions
   */
  public static TrajectoryAssert assertThat(Trajectory actual) {
    return new TrajectoryAssert(actual);
  }

  /**
   * Starts assertions about events that have been read.
   *
   * @param events the events, in their order
   * @return the assertions
   */
  public static TrajectoryAssert assertThat(List<RunEvent> events) {
    return new TrajectoryAssert(Trajectory.of(events));
  }

  /**
   * Waits for a run's end, or until it waits for a decision, and starts assertions about it.
   *
   * @param run the run
   * @return the assertions
   */
  public static TrajectoryAssert assertThat(Run run) {
    return new TrajectoryAssert(Trajectory.of(run));
  }

  /**
   * Asserts that the model called this tool.
   *
   * @param tool the name of the tool
   * @return this assertion
   */
  public TrajectoryAssert called(String tool) {
    return check(count(tool) > 0, "a call of %s".formatted(tool));
  }

  /**
   * Asserts that the model called this tool with this input.
   *
   * @param tool the name of the tool
   * @param input the arguments
   * @return this assertion
   */
  public TrajectoryAssert called(String tool, Predicate<JsonNode> input) {
    boolean found =
        actual.toolCalls().stream()
            .anyMatch(call -> call.toolName().equals(tool) && input.test(call.input()));
    return check(found, "a call of %s with an input as asked".formatted(tool));
  }

  /**
   * Asserts that the model called this tool with arguments, read as a record, for which a condition
   * is true.
   *
   * @param <T> the type of the value
   * @param tool the name of the tool
   * @param type the type
   * @param input the arguments
   * @return this assertion
   */
  public <T> TrajectoryAssert called(String tool, Class<T> type, Predicate<? super T> input) {
    return called(tool, json -> input.test(Values.read(json, type)));
  }

  /**
   * Asserts that the run waits for a decision about a call of this tool.
   *
   * @param tool the name of the tool
   * @return this assertion
   */
  public TrajectoryAssert awaitsApproval(String tool) {
    return awaitsApproval(tool, input -> true);
  }

  /**
   * Asserts that the run waits for a decision about a call of this tool with this input.
   *
   * @param tool the name of the tool
   * @param input the arguments
   * @return this assertion
   */
  public TrajectoryAssert awaitsApproval(String tool, Predicate<JsonNode> input) {
    boolean found =
        actual.approvals().stream()
            .anyMatch(asked -> asked.toolName().equals(tool) && input.test(asked.input()));
    return check(
        found, "a wait for approval of %s with an input as asked, but %s".formatted(tool, state()));
  }

  /**
   * Asserts that the run waits for a decision about a call of this tool, whose input is compared as
   * a record.
   *
   * @param <T> the type of the value
   * @param tool the name of the tool
   * @param type the type
   * @param input the arguments
   * @return this assertion
   */
  public <T> TrajectoryAssert awaitsApproval(
      String tool, Class<T> type, Predicate<? super T> input) {
    return awaitsApproval(tool, json -> input.test(Values.read(json, type)));
  }

  /**
   * Asserts that this tool was called and succeeded.
   *
   * @param tool the name of the tool
   * @return this assertion
   */
  public TrajectoryAssert calledSuccessfully(String tool) {
    boolean found =
        actual.toolResults().stream()
            .anyMatch(
                result -> result.toolName().equals(tool) && result.status() == ToolStatus.SUCCESS);
    return check(found, "a call of %s that succeeded".formatted(tool));
  }

  /**
   * Asserts that the model called both tools, and the first one before the second.
   *
   * @param first the name of the first tool
   * @param second the name of the second tool
   * @return this assertion
   */
  public TrajectoryAssert calledBefore(String first, String second) {
    List<String> names = names();
    int before = names.indexOf(first);
    return check(
        before >= 0 && before < names.lastIndexOf(second), "%s before %s".formatted(first, second));
  }

  /**
   * Asserts that the model called exactly these tools, in this order.
   *
   * @param tools the tools
   * @return this assertion
   */
  public TrajectoryAssert calledExactly(String... tools) {
    return check(names().equals(List.of(tools)), "calls of exactly %s".formatted(List.of(tools)));
  }

  /**
   * Asserts that the model called this tool at most this number of times.
   *
   * @param times the number of times
   * @param tool the name of the tool
   * @return this assertion
   */
  public TrajectoryAssert calledAtMost(int times, String tool) {
    long count = count(tool);
    return check(count <= times, "at most %d calls of %s, but %d".formatted(times, tool, count));
  }

  /**
   * Asserts that the model requested at most this number of tool calls in total.
   *
   * @param times the number of calls
   * @return this assertion
   */
  public TrajectoryAssert calledToolsAtMost(int times) {
    int count = actual.toolCalls().size();
    return check(count <= times, "at most %d tool calls, but %d".formatted(times, count));
  }

  /**
   * Asserts that the model never called this tool.
   *
   * @param tool the name of the tool
   * @return this assertion
   */
  public TrajectoryAssert neverCalled(String tool) {
    return check(count(tool) == 0, "no call of %s".formatted(tool));
  }

  /**
   * Asserts that there were at most this many model calls.
   *
   * @param times the number of calls
   * @return this assertion
   */
  public TrajectoryAssert askedModelAtMost(int times) {
    int count = actual.modelCalls();
    return check(count <= times, "at most %d model calls, but %d".formatted(times, count));
  }

  /**
   * Asserts that the run cost less than this amount. The assertion fails if the cost is unknown.
   *
   * @param usDollars the most it may cost, as decimal text
   * @return this assertion
   */
  public TrajectoryAssert costBelow(String usDollars) {
    @Nullable BigDecimal cost = end().costUsd();
    boolean below = cost != null && cost.compareTo(new BigDecimal(usDollars)) < 0;
    return check(
        below, "a cost below $%s, but %s".formatted(usDollars, cost == null ? "unknown" : cost));
  }

  /**
   * Asserts that the run used fewer tokens than this, input and output together.
   *
   * @param tokens the number of tokens
   * @return this assertion
   */
  public TrajectoryAssert tokensBelow(long tokens) {
    long used = end().usage().total();
    return check(used < tokens, "fewer than %d tokens, but %d".formatted(tokens, used));
  }

  /**
   * Asserts that the run ended with a complete answer.
   *
   * @return this assertion
   */
  public TrajectoryAssert completed() {
    return ended(RunStatus.COMPLETED);
  }

  /**
   * Asserts that the run completed for this reason, such as {@code budget_exhausted}.
   *
   * @param reason the reason
   * @return this assertion
   */
  public TrajectoryAssert completed(String reason) {
    completed();
    String actualReason = end().reason();
    return check(
        reason.equals(actualReason),
        "a completion because of %s, but %s".formatted(reason, actualReason));
  }

  /**
   * Asserts that the run was cancelled on request.
   *
   * @return this assertion
   */
  public TrajectoryAssert cancelled() {
    return ended(RunStatus.CANCELLED);
  }

  /**
   * Asserts that the run failed with this code, such as {@code rate_limited}.
   *
   * @param code the code of the failure, as on the wire
   * @return this assertion
   */
  public TrajectoryAssert failed(String code) {
    ended(RunStatus.FAILED);
    @Nullable ErrorInfo error = end().error();
    return check(
        error != null && error.code().equals(code),
        "a failure %s, but %s".formatted(code, state()));
  }

  /**
   * Continues assertions about the text of the answer.
   *
   * @return assertions on the text
   */
  public AbstractStringAssert<?> answer() {
    return Assertions.assertThat(actual.answer()).as("the answer of%n%s", actual);
  }

  private TrajectoryAssert ended(RunStatus status) {
    return check(
        end().status() == status,
        "an end as %s, but %s".formatted(TrajectoryText.word(status), state()));
  }

  private RunFinished end() {
    return actual
        .end()
        .orElseThrow(() -> failure("Expected an end, but %s in%n%s", state(), actual));
  }

  /** Returns how the run ended, or what it waits for, in words. */
  private String state() {
    if (actual.end().isPresent()) {
      RunFinished end = actual.end().get();
      ErrorInfo error = end.error();
      return error == null
          ? "it ended as %s (%s)".formatted(TrajectoryText.word(end.status()), end.reason())
          : "it failed with %s: %s".formatted(error.code(), error.message());
    }
    List<String> tools =
        actual.approvals().stream().map(ApprovalRequired::toolName).distinct().toList();
    return tools.isEmpty()
        ? "its events end before that"
        : "it waits for approval of %s".formatted(String.join(", ", tools));
  }

  private long count(String tool) {
    return names().stream().filter(tool::equals).count();
  }

  private List<String> names() {
    return actual.toolCalls().stream().map(ToolCallRequested::toolName).toList();
  }

  private TrajectoryAssert check(boolean holds, String expected) {
    if (!holds) {
      throw failure("Expected %s in%n%s", expected, actual);
    }
    return this;
  }
}

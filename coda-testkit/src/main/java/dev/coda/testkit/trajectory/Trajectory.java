package dev.coda.testkit.trajectory;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.coda.api.agent.Run;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.CallId;
import dev.coda.api.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The course of one run: its events, from the first to the last. Immutable. */
public final class Trajectory {
  private final List<RunEvent> events;

  private Trajectory(List<RunEvent> events) {
    this.events = List.copyOf(events);
  }

  /**
   * Creates a trajectory from events.
   *
   * @param events the events, in their order
   * @return the trajectory
   */
  public static Trajectory of(List<RunEvent> events) {
    return new Trajectory(events);
  }

  /**
   * Reads the events of a run and blocks until it has ended or waits for a decision.
   *
   * @param run the run
   * @return the trajectory
   */
  public static Trajectory of(Run run) {
    List<RunEvent> events = new ArrayList<>();
    run.forEach(events::add);
    return new Trajectory(events);
  }

  /** {@return all events} */
  public List<RunEvent> events() {
    return events;
  }

  /** {@return the tool calls that the model requested, in order, whatever their outcome} */
  public List<ToolCallRequested> toolCalls() {
    return payloads(ToolCallRequested.class);
  }

  /** {@return the results of tool calls in the order in which they came} */
  public List<ToolFinished> toolResults() {
    return payloads(ToolFinished.class);
  }

  /** {@return the number of model calls that reported their usage} */
  public int modelCalls() {
    return (int) events.stream().filter(event -> event.kind() == EventKind.USAGE).count();
  }

  /** {@return the terminal event; empty if it is not among the events} */
  public Optional<RunFinished> end() {
    return payloads(RunFinished.class).stream().findFirst();
  }

  /** {@return the approvals that the run waits for at the end of these events, in their order} */
  public List<ApprovalRequired> approvals() {
    if (events.isEmpty()
        || !(events.get(events.size() - 1).payload() instanceof RunPaused paused)) {
      return List.of();
    }
    Map<CallId, ApprovalRequired> asked = new LinkedHashMap<>();
    payloads(ApprovalRequired.class).forEach(request -> asked.put(request.callId(), request));
    asked
        .keySet()
        .retainAll(
            paused.interrupts().stream().map(Interrupt::callId).collect(toUnmodifiableSet()));
    return List.copyOf(asked.values());
  }

  /** {@return the text of the answer; empty if there is none} */
  public String answer() {
    RunProjection projection = new RunProjection();
    events.forEach(projection::apply);
    return projection.answer().map(Message::text).orElse("");
  }

  /** {@return a text with a line for each event, in which streamed text is joined} */
  @Override
  public String toString() {
    return TrajectoryText.of(events);
  }

  private <T> List<T> payloads(Class<T> type) {
    return events.stream().map(RunEvent::payload).filter(type::isInstance).map(type::cast).toList();
  }
}

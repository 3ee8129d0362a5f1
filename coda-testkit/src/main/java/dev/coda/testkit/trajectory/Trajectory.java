package dev.coda.testkit.trajectory;

import dev.coda.api.agent.Run;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Is what one run did: its events, from the first to the last. Immutable. */
public final class Trajectory {
  private final List<RunEvent> events;

  private Trajectory(List<RunEvent> events) {
    this.events = List.copyOf(events);
  }

  /** Takes events that have been read. */
  public static Trajectory of(List<RunEvent> events) {
    return new Trajectory(events);
  }

  /** Reads a run to its end, blocking until it is there. */
  public static Trajectory of(Run run) {
    List<RunEvent> events = new ArrayList<>();
    run.forEach(events::add);
    return new Trajectory(events);
  }

  /** Returns all events. */
  public List<RunEvent> events() {
    return events;
  }

  /** Returns the tool calls that the model asked for, in order, whatever became of them. */
  public List<ToolCallRequested> toolCalls() {
    return payloads(ToolCallRequested.class);
  }

  /** Returns the results of tool calls in the order in which they came. */
  public List<ToolFinished> toolResults() {
    return payloads(ToolFinished.class);
  }

  /** Returns how many times a model was asked and reported its usage. */
  public int modelCalls() {
    return (int) events.stream().filter(event -> event.kind() == EventKind.USAGE).count();
  }

  /** Returns the terminal event; empty if the events end before it. */
  public Optional<RunFinished> end() {
    return payloads(RunFinished.class).stream().findFirst();
  }

  /** Returns the text of the answer; empty if there is none. */
  public String answer() {
    RunProjection projection = new RunProjection();
    events.forEach(projection::apply);
    return projection.answer().map(Message::text).orElse("");
  }

  /** Returns a line for each thing that happened, streamed text in one piece. */
  @Override
  public String toString() {
    return TrajectoryText.of(events);
  }

  private <T> List<T> payloads(Class<T> type) {
    return events.stream().map(RunEvent::payload).filter(type::isInstance).map(type::cast).toList();
  }
}

package dev.coda.server.dialect;

import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStarted;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.ClientTool;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a run that all protocols need, from the part of its log that was read. Confined
 * to one thread at a time.
 */
public final class RunLog {
  private final RunProjection projection = new RunProjection();
  private @Nullable RunEvent first;
  private @Nullable RunStarted opening;
  private @Nullable RunFinished end;
  private Set<String> clientTools = Set.of();

  /** Adds the next event. */
  public void apply(RunEvent event) {
    projection.apply(event);
    if (first == null) {
      first = event;
    }
    if (event.payload() instanceof RunStarted started) {
      opening = started;
      clientTools = names(started);
    } else if (event.payload() instanceof RunFinished finished) {
      end = finished;
    }
  }

  /** Reads a log. */
  public static RunLog of(List<RunEvent> events) {
    RunLog log = new RunLog();
    events.forEach(log::apply);
    return log;
  }

  /** Returns the rows that follow from the log. */
  public RunProjection projection() {
    return projection;
  }

  /** Returns the first event, which every log has. */
  public RunEvent first() {
    if (first == null) {
      throw new IllegalStateException("a run without events");
    }
    return first;
  }

  /** Returns how the run began; empty while it waits for its turn. */
  public Optional<RunStarted> opening() {
    return Optional.ofNullable(opening);
  }

  /** Returns the requested model as {@code provider/name}; empty if it is not known yet. */
  public String model() {
    return opening == null ? "" : opening.modelProvider() + "/" + opening.modelName();
  }

  /** Returns how the run ended; empty while it is active. */
  public Optional<RunFinished> end() {
    return Optional.ofNullable(end);
  }

  /** Returns whether a tool is one that the client calls itself. */
  public boolean isOfClient(String tool) {
    return clientTools.contains(tool);
  }

  /** Returns the calls that a run which has ended leaves to its client. */
  public List<ToolCall> leftToClient() {
    return projection.toolCalls().stream().filter(call -> !call.status().isFinal()).toList();
  }

  private static Set<String> names(RunStarted started) {
    List<ClientTool> tools = started.settings() == null ? null : started.settings().clientTools();
    return tools == null
        ? Set.of()
        : tools.stream().map(ClientTool::name).collect(Collectors.toUnmodifiableSet());
  }
}

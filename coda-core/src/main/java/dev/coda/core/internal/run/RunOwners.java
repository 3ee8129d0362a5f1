package dev.coda.core.internal.run;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.AgentBackedTool;
import dev.coda.api.event.RunSettings;
import dev.coda.api.id.RunId;
import dev.coda.api.tool.Tool;
import dev.coda.core.internal.loop.RunReplay;
import dev.coda.core.tools.RegisteredTool;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the agent that a run belongs to: the one that started it, whose tools and instructions its
 * log was written with. Agents that call one another share their stores. Thread-safe.
 */
final class RunOwners {
  private static final Logger LOG = LoggerFactory.getLogger(RunOwners.class);

  private final AgentParts parts;
  private final AtomicBoolean namesAreChecked = new AtomicBoolean();

  RunOwners(AgentParts parts) {
    this.parts = parts;
  }

  /**
   * Warns, once, of agents that would resume each other's runs. It calls the tools' sources, which
   * may have to open connections, so building an agent does not wait for it.
   */
  void warnOfEqualNames() {
    if (namesAreChecked.get() || !namesAreChecked.compareAndSet(false, true)) {
      return;
    }
    String own = parts.options().name();
    for (Agent called : called()) {
      if (called.name().equals(own)) {
        LOG.warn(
            "Two agents of which one calls the other are both named '{}', so each may resume runs"
                + " of the other. Give each a name of its own in its options.",
            own);
      }
    }
  }

  /** Returns the name of the other agent that a run belongs to; empty if it is this agent's. */
  Optional<String> other(RunId id) {
    RunReplay beginning = new RunReplay();
    parts.stores().runs().events(id, 0, 1).forEach(beginning::apply);
    return other(beginning);
  }

  /** Returns the name of the other agent that a run with this log belongs to. */
  Optional<String> other(RunReplay log) {
    return other(log.settings());
  }

  private Optional<String> other(@Nullable RunSettings settings) {
    return Optional.ofNullable(settings == null ? null : settings.agent())
        .filter(name -> !name.equals(parts.options().name()));
  }

  /** Finds an agent of this name among those that tools of this agent call, at any depth. */
  Optional<Agent> find(String name) {
    Set<Agent> seen = new HashSet<>();
    Deque<Agent> next = new ArrayDeque<>(called());
    while (!next.isEmpty()) {
      Agent agent = next.remove();
      if (seen.add(agent)) {
        if (agent.name().equals(name)) {
          return Optional.of(agent);
        }
        next.addAll(calledBy(agent.tools()));
      }
    }
    return Optional.empty();
  }

  private List<Agent> called() {
    return calledBy(parts.tools().snapshot().values().stream().map(RegisteredTool::tool).toList());
  }

  private static List<Agent> calledBy(Collection<Tool> tools) {
    return tools.stream()
        .filter(AgentBackedTool.class::isInstance)
        .map(tool -> ((AgentBackedTool) tool).agent())
        .toList();
  }
}

package dev.coda.core.tools;

import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the tools of all sources. A run works with the snapshot it took at its start, so that
 * changes in a source never reach into a running turn. Thread-safe.
 */
public final class ToolRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(ToolRegistry.class);

  private final List<ToolSource> sources;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Tool, RegisteredTool> prepared = new HashMap<>();
  private final Set<String> reported = new HashSet<>();

  private ToolRegistry(List<ToolSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /** Gathers from these sources; where names clash, the earlier source wins. */
  public static ToolRegistry of(List<? extends ToolSource> sources) {
    return new ToolRegistry(List.copyOf(sources));
  }

  /** Returns the tools of this moment by name, in the order of their sources. */
  public Map<String, RegisteredTool> snapshot() {
    // One at a time: what an older snapshot does not know of must not be taken from a newer one, or
    // a tool would be prepared twice and have twice as many places.
    lock.lock();
    try {
      Map<String, RegisteredTool> byName = new LinkedHashMap<>();
      for (ToolSource source : sources) {
        for (Tool tool : source.tools()) {
          add(tool, byName);
        }
      }
      prepared
          .keySet()
          .retainAll(
              byName.values().stream().map(RegisteredTool::tool).collect(Collectors.toSet()));
      return byName;
    } finally {
      lock.unlock();
    }
  }

  /** Finds a tool by name. */
  public Optional<RegisteredTool> find(String name) {
    return Optional.ofNullable(snapshot().get(name));
  }

  private void add(Tool tool, Map<String, RegisteredTool> byName) {
    String name = tool.spec().name();
    if (byName.containsKey(name)) {
      reportOnce(name, "Two tools are named '{}'; the first one is used.", null);
      return;
    }
    try {
      byName.put(name, prepared.computeIfAbsent(tool, RegisteredTool::of));
    } catch (RuntimeException e) {
      reportOnce(name, "Tool '{}' is left out: its schema cannot be used.", e);
    }
  }

  private void reportOnce(String name, String message, @Nullable RuntimeException cause) {
    if (reported.add(name)) {
      LOG.warn(message, name, cause);
    }
  }
}

package dev.coda.core.tools;

import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import java.util.ArrayList;
import java.util.Collections;
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
 * Collects the tools of all sources. A run uses the snapshot that it took at its start, so a change
 * in a source does not affect an active run. Thread-safe.
 */
public final class ToolRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(ToolRegistry.class);

  private final List<ToolSource> sources;
  private final boolean lenientInput;
  private final int mostOffered;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Tool, RegisteredTool> prepared = new HashMap<>();
  private final Set<String> reported = new HashSet<>();
  private @Nullable Gathered latest;

  private ToolRegistry(List<ToolSource> sources, boolean lenientInput, int mostOffered) {
    this.sources = List.copyOf(sources);
    this.lenientInput = lenientInput;
    this.mostOffered = mostOffered;
  }

  /**
   * Collects tools from these sources, with lenient reading of arguments. If names are equal, the
   * tool of the earlier source is used.
   *
   * @param sources the sources of tools
   * @return the registry
   */
  public static ToolRegistry of(List<? extends ToolSource> sources) {
    return of(sources, true, Integer.MAX_VALUE);
  }

  /**
   * Collects tools from these sources; if names are equal, the tool of the earlier source is used.
   *
   * @param sources the sources of tools
   * @param lenientInput whether arguments that do not match a schema only because of their form are
   *     converted
   * @param mostOffered the number of tools that a model is shown at once; it can search the others
   * @return the registry
   */
  public static ToolRegistry of(
      List<? extends ToolSource> sources, boolean lenientInput, int mostOffered) {
    return new ToolRegistry(List.copyOf(sources), lenientInput, mostOffered);
  }

  /**
   * {@return the tools that are available now, by name, in the order of their sources} Immutable.
   */
  public Map<String, RegisteredTool> snapshot() {
    return gathered().byName();
  }

  /**
   * {@return the tools that a new run can offer its model} It is the same object until a source
   * returns other tools.
   */
  public ToolOffer offer() {
    return gathered().offer();
  }

  private Gathered gathered() {
    // One at a time: an older snapshot must not be combined with a newer one, since a tool would be
    // prepared twice and could run twice as many calls.
    lock.lock();
    try {
      Gathered known = latest;
      if (known == null || !known.isCurrent(sources)) {
        known = gather();
        latest = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private Gathered gather() {
    List<Tool> tools = new ArrayList<>();
    List<ToolSpec> specs = new ArrayList<>();
    Map<String, RegisteredTool> byName = new LinkedHashMap<>();
    for (ToolSource source : sources) {
      for (Tool tool : source.tools()) {
        tools.add(tool);
        specs.add(tool.spec());
        add(tool, byName);
      }
    }
    prepared
        .keySet()
        .retainAll(byName.values().stream().map(RegisteredTool::tool).collect(Collectors.toSet()));
    return new Gathered(
        tools, specs, Collections.unmodifiableMap(byName), ToolOffer.of(byName, mostOffered));
  }

  /**
   * Finds a tool by name.
   *
   * @param name the name of the tool
   * @return the tool; empty if there is none of this name
   */
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
      byName.put(name, prepared.computeIfAbsent(tool, this::prepare));
    } catch (RuntimeException e) {
      reportOnce(name, "Tool '{}' is left out: its schema cannot be used.", e);
    }
  }

  private RegisteredTool prepare(Tool tool) {
    return RegisteredTool.of(tool, lenientInput);
  }

  private void reportOnce(String name, String message, @Nullable RuntimeException cause) {
    if (reported.add(name)) {
      LOG.warn(message, name, cause);
    }
  }

  /** The tools that the sources returned, and the tools prepared from them. Immutable. */
  private record Gathered(
      List<Tool> tools, List<ToolSpec> specs, Map<String, RegisteredTool> byName, ToolOffer offer) {

    /** Returns whether the sources still return the same objects with the same descriptions. */
    @SuppressWarnings("ReferenceEquality") // Equal tools may differ in what they do.
    boolean isCurrent(List<ToolSource> sources) {
      int next = 0;
      for (ToolSource source : sources) {
        for (Tool tool : source.tools()) {
          if (next == tools.size() || tool != tools.get(next) || tool.spec() != specs.get(next)) {
            return false;
          }
          next++;
        }
      }
      return next == tools.size();
    }
  }
}

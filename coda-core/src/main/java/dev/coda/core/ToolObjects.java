package dev.coda.core;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.java.JavaTools;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the tools of an application. Confined to one thread at a time. */
final class ToolObjects {
  private final Set<String> names = new HashSet<>();

  /**
   * Reads tools, sources, objects with annotated methods, and collections of these.
   *
   * @throws ConfigurationException if one is none of these, or has the name of an earlier tool
   */
  ToolSource[] sources(@Nullable Object... tools) {
    List<ToolSource> sources = new ArrayList<>();
    for (Object tool : tools) {
      add(tool, sources);
    }
    return sources.toArray(ToolSource[]::new);
  }

  private void add(@Nullable Object tool, List<ToolSource> sources) {
    if (tool == null) {
      throw new ConfigurationException(
          "A tool is null. Give tools(…) tools, sources, or objects with @Tool methods.");
    }
    if (tool instanceof ToolSource source && !(tool instanceof JavaTools)) {
      // The tools of a source may change, so their names are compared at each call of the source.
      sources.add(source);
    } else if (tool instanceof Iterable<?> several) {
      several.forEach(each -> add(each, sources));
    } else {
      sources.add(named(source(tool)));
    }
  }

  private static ToolSource source(Object tool) {
    if (tool instanceof JavaTools methods) {
      return methods;
    }
    return tool instanceof Tool single ? ToolSource.of(single) : JavaTools.from(tool);
  }

  private ToolSource named(ToolSource source) {
    for (Tool tool : source.tools()) {
      if (!names.add(tool.spec().name())) {
        throw new ConfigurationException(
            "Two tools are named '%s'. Give one of them another name."
                .formatted(tool.spec().name()));
      }
    }
    return source;
  }
}

package dev.coda.core;

import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.java.JavaTools;
import java.util.Arrays;

/** Reads what an application gives as tools. */
final class ToolObjects {
  private ToolObjects() {}

  static ToolSource[] sources(Object... tools) {
    return Arrays.stream(tools).map(ToolObjects::source).toArray(ToolSource[]::new);
  }

  private static ToolSource source(Object tool) {
    if (tool instanceof ToolSource source) {
      return source;
    }
    return tool instanceof Tool single ? ToolSource.of(single) : JavaTools.from(tool);
  }
}

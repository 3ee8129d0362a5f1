package dev.coda.bridge.schema;

import dev.coda.api.tool.Tool;
import java.util.List;

/** What a folder offers at one moment. */
record ToolSnapshot(List<Tool> tools, List<ToolFileProblem> problems) {
  ToolSnapshot {
    tools = List.copyOf(tools);
    problems = List.copyOf(problems);
  }
}

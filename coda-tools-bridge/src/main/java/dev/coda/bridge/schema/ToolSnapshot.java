package dev.coda.bridge.schema;

import dev.coda.api.tool.Tool;
import java.util.List;

/** The tools of a folder at one moment. */
record ToolSnapshot(List<Tool> tools, List<ToolFileProblem> problems) {
  ToolSnapshot {
    tools = List.copyOf(tools);
    problems = List.copyOf(problems);
  }
}

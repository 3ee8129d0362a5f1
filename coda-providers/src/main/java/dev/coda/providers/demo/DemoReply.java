package dev.coda.providers.demo;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.List;

/** The next answer of the demo model, in the order of its components. */
record DemoReply(String thinking, String text, List<ToolExecutionRequest> calls) {

  DemoReply {
    calls = List.copyOf(calls);
  }
}

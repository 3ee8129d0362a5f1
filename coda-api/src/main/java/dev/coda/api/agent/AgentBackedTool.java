package dev.coda.api.agent;

import dev.coda.api.tool.Tool;

/**
 * A tool whose work is a run of another agent. The run is in a session whose id is that of the
 * call, so that ending the caller's run finds it. Thread-safe.
 */
public interface AgentBackedTool extends Tool {
  /** {@return the agent that does the work} */
  Agent agent();
}

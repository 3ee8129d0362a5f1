package dev.coda.api.agent;

import dev.coda.api.tool.Tool;

/**
 * A tool whose work is a run of another agent. The id of the run's session is that of the call, so
 * that the run can be found when the caller's run is ended. Thread-safe.
 */
public interface AgentBackedTool extends Tool {
  /** {@return the agent that does the work} */
  Agent agent();
}

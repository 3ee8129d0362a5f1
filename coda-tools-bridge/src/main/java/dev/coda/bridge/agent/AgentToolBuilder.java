package dev.coda.bridge.agent;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.session.SessionStore;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import java.time.Clock;
import java.time.Duration;

/** Collects what an agent is as a tool. Confined to one thread at a time. */
public final class AgentToolBuilder {
  private static final String TASK =
      """
      {"type": "object", "additionalProperties": false, "required": ["task"], "properties": {
        "task": {"type": "string", "minLength": 1, "description":
          "What to do, with all that is needed to do it: nothing of this conversation is known."}}}
      """;

  final Agent agent;
  final SessionStore sessions;
  private final String name;
  double share = 0.5;
  int maxDepth = 3;
  RunLimits limits = RunLimits.defaults();
  Clock clock = Clock.systemUTC();
  private String description = "Does a task on its own and answers with what came out.";
  private ToolPermission permission = ToolPermission.ALLOW;
  private Duration timeout = Duration.ofMinutes(10);

  AgentToolBuilder(String name, Agent agent, SessionStore sessions) {
    this.name = name;
    this.agent = agent;
    this.sessions = sessions;
  }

  /**
   * Sets what the outer model reads: what the agent can do, and when to ask it.
   *
   * @param value what the outer model reads: what the agent can do, and when to ask it
   * @return this builder
   */
  public AgentToolBuilder description(String value) {
    this.description = value;
    return this;
  }

  /**
   * Sets how much of what the outer run has left one call may use, above 0 to 1; 0.5 by default.
   *
   * @param value how much of what the outer run has left one call may use, above 0 to 1
   * @return this builder
   */
  public AgentToolBuilder share(double value) {
    if (!(value > 0 && value <= 1)) {
      throw new ConfigurationException("share must be above 0 and at most 1, not " + value);
    }
    this.share = value;
    return this;
  }

  /**
   * Sets limits that hold beside the share; the usual ones of a run by default.
   *
   * @param value limits that hold beside the share
   * @return this builder
   */
  public AgentToolBuilder limits(RunLimits value) {
    this.limits = value;
    return this;
  }

  /**
   * Sets how deep agents may call agents, this one being the first level; 3 by default.
   *
   * @param value how deep agents may call agents, this one being the first level
   * @return this builder
   */
  public AgentToolBuilder maxDepth(int value) {
    if (value < 1) {
      throw new ConfigurationException("maxDepth must be at least 1, not " + value);
    }
    this.maxDepth = value;
    return this;
  }

  /**
   * Sets whether a person is asked before the agent is; {@code ALLOW} by default.
   *
   * @param value whether a person is asked before the agent is
   * @return this builder
   */
  public AgentToolBuilder permission(ToolPermission value) {
    this.permission = value;
    return this;
  }

  /**
   * Sets how long one call may take; 10 minutes by default.
   *
   * @param value how long one call may take
   * @return this builder
   */
  public AgentToolBuilder timeout(Duration value) {
    this.timeout = value;
    return this;
  }

  /**
   * Sets the time.
   *
   * @param value the time
   * @return this builder
   */
  public AgentToolBuilder clock(Clock value) {
    this.clock = value;
    return this;
  }

  /**
   * Creates the tool.
   *
   * @return the tool
   * @throws ConfigurationException if a setting is out of range
   */
  public AgentTool build() {
    return new AgentTool(this);
  }

  ToolSpec spec() {
    try {
      return ToolSpec.builder(name)
          .description(description)
          .inputSchema(TASK)
          .permission(permission)
          // The second attempt of a call finds the first one's run.
          .idempotent(true)
          .timeout(timeout)
          .build();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("Agent tool '%s': %s".formatted(name, e.getMessage()), e);
    }
  }
}

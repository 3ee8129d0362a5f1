package dev.coda.bridge.agent;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.session.SessionStore;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import java.time.Clock;
import java.time.Duration;

/** Collects the description of an agent as a tool. Confined to one thread at a time. */
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
   * Sets the description for the outer model: the abilities of the agent, and when to call it.
   *
   * @param value the description
   * @return this builder
   */
  public AgentToolBuilder description(String value) {
    this.description = value;
    return this;
  }

  /**
   * Sets the share of the outer run's remaining budget that one call may use, above 0 to 1; 0.5 by
   * default.
   *
   * @param value the share
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
   * Sets limits that apply in addition to the share; by default those of {@link
   * RunLimits#defaults}.
   *
   * @param value the limits
   * @return this builder
   */
  public AgentToolBuilder limits(RunLimits value) {
    this.limits = value;
    return this;
  }

  /**
   * Sets how many levels of agents may call each other; this agent is the first level. 3 by
   * default.
   *
   * @param value the depth
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
   * Sets whether a person must approve a call of the agent; {@code ALLOW} by default.
   *
   * @param value the permission
   * @return this builder
   */
  public AgentToolBuilder permission(ToolPermission value) {
    this.permission = value;
    return this;
  }

  /**
   * Sets the time limit of one call; 10 minutes by default.
   *
   * @param value the time limit
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

package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolQuestion;
import java.util.Optional;

/** Answers what MCP servers ask the user in the middle of a call. Thread-safe. */
@FunctionalInterface
public interface McpElicitation {
  /** Asks the user of the run in which the call is made, as any tool can. */
  McpElicitation RUN =
      question -> question.context().ask(new ToolQuestion(question.message(), question.schema()));

  /**
   * Asks the user, blocking until there is an answer. It may be interrupted when the call ends.
   *
   * @param question what the server asks
   * @return the fields the server asked for, to which its defaults are added; empty to decline
   */
  Optional<JsonNode> answer(McpQuestion question);
}

package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolQuestion;
import java.util.Optional;

/** Answers the questions of MCP servers to the user during a call. Thread-safe. */
@FunctionalInterface
public interface McpElicitation {
  /**
   * Asks the user of the run in which the call is made, through {@link
   * dev.coda.api.tool.ToolContext#ask}.
   */
  McpElicitation RUN =
      question -> question.context().ask(new ToolQuestion(question.message(), question.schema()));

  /**
   * Asks the user and blocks until there is an answer. The thread may be interrupted when the call
   * ends.
   *
   * @param question the server's question
   * @return the fields that the server asked for, to which its defaults are added; empty if the
   *     user declines
   */
  Optional<JsonNode> answer(McpQuestion question);
}

package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Asks the user for a tool that is active. Thread-safe. */
@FunctionalInterface
public interface ToolQuestions {
  /**
   * Asks the question and blocks until there is an answer, the call's deadline or the cancel
   * signal.
   *
   * @param question the question
   * @return an answer that matches the question's schema; empty if there is none
   */
  Optional<JsonNode> ask(ToolQuestion question);
}

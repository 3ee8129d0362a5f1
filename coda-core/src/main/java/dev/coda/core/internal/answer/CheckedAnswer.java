package dev.coda.core.internal.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.core.tools.InputProblem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking a model's answer. Immutable.
 *
 * @param value the JSON; null if there are problems
 * @param problems the places that do not match the schema; empty if the answer is valid
 */
public record CheckedAnswer(@Nullable JsonNode value, List<InputProblem> problems) {
  public CheckedAnswer {
    problems = List.copyOf(problems);
  }

  /** Returns whether the answer is valid. */
  public boolean isValid() {
    return problems.isEmpty();
  }

  /** Returns the problems in one line, for people and models. */
  public String sentence() {
    return problems.stream().map(InputProblem::toString).collect(Collectors.joining("; "));
  }
}

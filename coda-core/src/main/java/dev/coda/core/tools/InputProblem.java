package dev.coda.core.tools;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A problem at one place of a tool's input. Immutable.
 *
 * @param path a JSON pointer such as {@code /constraints/0/operator}
 * @param message the message
 */
public record InputProblem(String path, String message) {
  /**
   * Describes the problems in one sentence for people and models.
   *
   * @param problems the problems
   * @return the sentence
   */
  public static String sentence(List<InputProblem> problems) {
    return "The arguments do not match the tool's schema. "
        + problems.stream().map(InputProblem::toString).collect(Collectors.joining("; "));
  }

  @Override
  public String toString() {
    return path + ": " + message;
  }
}

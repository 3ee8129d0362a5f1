package dev.coda.sampletools.tool;

/**
 * Answers calls to one tool.
 *
 * <p>Thread-safe.
 */
public interface SampleTool {

  /** Returns the tool's name, which is also its path in the service. */
  String name();

  /**
   * Answers one call.
   *
   * @return a record whose components become the reply's JSON fields in snake case
   * @throws InvalidInputException if a field is missing, unknown or out of its range
   * @throws NoAnswerException if the input is valid and no answer was found within the limits
   */
  Record call(ToolInput input);
}

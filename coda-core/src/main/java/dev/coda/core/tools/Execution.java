package dev.coda.core.tools;

import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import java.time.Duration;

/**
 * How a tool call ended. Immutable.
 *
 * @param result the result
 * @param outcomeUnknown whether it was given up while it may have had, or still have, an effect
 * @param took since the tool began; zero if it never did
 */
public record Execution(ToolResult result, boolean outcomeUnknown, Duration took) {
  /**
   * {@return a call whose tool was not run}
   *
   * @param result the result
   */
  public static Execution notRun(ToolResult result) {
    return new Execution(result, false, Duration.ZERO);
  }

  /** A tool that has begun; what was cut off then is unknown unless it may simply be repeated. */
  static Execution ran(ToolResult result, boolean idempotent, Duration took) {
    FailureKind failure = result.failure();
    if (idempotent || (failure != FailureKind.TOOL_TIMEOUT && failure != FailureKind.CANCELLED)) {
      return new Execution(result, false, took);
    }
    String message = result.message() + " Whether it had an effect is unknown.";
    return new Execution(ToolResult.error(failure, message, result.detail()), true, took);
  }
}

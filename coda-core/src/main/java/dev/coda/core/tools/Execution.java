package dev.coda.core.tools;

import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import java.time.Duration;

/**
 * How a tool call ended. Immutable.
 *
 * @param result the result
 * @param outcomeUnknown whether the call was abandoned although it may have had an effect, or may
 *     still have one
 * @param took the time since the tool began; zero if it never began
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

  /**
   * A tool that has begun; a call that is cut off then has an unknown outcome, unless it may be
   * repeated.
   */
  static Execution ran(ToolResult result, boolean idempotent, Duration took) {
    FailureKind failure = result.failure();
    if (idempotent || (failure != FailureKind.TOOL_TIMEOUT && failure != FailureKind.CANCELLED)) {
      return new Execution(result, false, took);
    }
    String message = result.message() + " Whether it had an effect is unknown.";
    return new Execution(ToolResult.error(failure, message, result.detail()), true, took);
  }
}

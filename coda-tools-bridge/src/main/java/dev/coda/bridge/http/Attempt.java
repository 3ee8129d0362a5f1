package dev.coda.bridge.http;

import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt of a call.
 *
 * @param retryAfter the pause before another attempt that the service requested; null if it
 *     requested none
 */
record Attempt(ToolResult result, @Nullable Duration retryAfter) {
  static Attempt of(ToolResult result) {
    return new Attempt(result, null);
  }

  /** Returns whether another attempt may end better. */
  boolean mayImprove() {
    FailureKind failure = result.failure();
    return failure != null && failure.retryable();
  }
}

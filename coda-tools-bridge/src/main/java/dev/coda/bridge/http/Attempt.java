package dev.coda.bridge.http;

import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt of a call ended.
 *
 * @param retryAfter what the service asked to wait before another; null if it said nothing
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

package dev.coda.bridge.http;

import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Describes in one sentence why a service did not answer. */
final class CallFailures {
  private CallFailures() {}

  static ToolResult cancelled(String tool) {
    return ToolResult.error(FailureKind.CANCELLED, "The call of " + tool + " was cancelled.");
  }

  static ToolResult from(IOException failure, String tool, HttpUrl url, CallScope scope) {
    String detail = "%s://%s:%d %s".formatted(url.scheme(), url.host(), url.port(), failure);
    if (scope.isCancelled()) {
      return cancelled(tool);
    }
    if (failure instanceof RefusedRedirectException refused) {
      return ToolResult.error(
          refused.kind(), tool + " answered with a redirect that is not followed.", detail);
    }
    if (isRefusal(failure)) {
      return ToolResult.error(
          FailureKind.ADDRESS_REFUSED, "The address of " + tool + " may not be called.", detail);
    }
    if (scope.isOver() || failure instanceof InterruptedIOException) {
      return ToolResult.error(FailureKind.TOOL_TIMEOUT, tool + " did not answer in time.", detail);
    }
    return ToolResult.error(
        FailureKind.TOOL_UNAVAILABLE,
        tool + " could not be reached, or broke off its answer.",
        detail);
  }

  private static boolean isRefusal(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof RefusedAddressException) {
        return true;
      }
    }
    return false;
  }
}

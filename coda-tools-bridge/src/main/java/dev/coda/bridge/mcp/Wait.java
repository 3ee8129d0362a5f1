package dev.coda.bridge.mcp;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.tool.ToolContext;
import io.modelcontextprotocol.spec.McpError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a server's answer, but not past a deadline, a cancel or the connection's end. */
final class Wait {
  private final CompletableFuture<Void> closed;
  private final long endNanos;
  private final CancelSignal signal;

  private Wait(CompletableFuture<Void> closed, Duration limit, CancelSignal signal) {
    this.closed = closed;
    this.endNanos = System.nanoTime() + limit.toNanos();
    this.signal = signal;
  }

  static Wait of(CompletableFuture<Void> closed, Duration limit) {
    return new Wait(closed, limit, CancelSignal.create());
  }

  static Wait of(CompletableFuture<Void> closed, Duration limit, ToolContext context) {
    Instant now = Instant.now();
    boolean earlier = context.deadline().isBefore(now.plus(limit));
    Duration left = earlier ? Duration.between(now, context.deadline()) : limit;
    return new Wait(closed, left, context.cancelSignal());
  }

  /**
   * Returns the answer.
   *
   * @throws IOException if the connection broke or what came was not an answer
   * @throws TimeoutException if time is over
   * @throws CancellationException if the signal was given
   * @throws McpError if the server refuses the request
   */
  <T> T until(CompletableFuture<T> answer)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    try (CancelSignal.Registration registration = signal.onCancel(() -> cancelled.complete(null))) {
      CompletableFuture.anyOf(answer, closed, cancelled)
          .get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (answer.isDone()) {
        return answer.get();
      }
      if (cancelled.isDone()) {
        throw new CancellationException();
      }
      throw new IOException("was closed");
    } catch (ExecutionException e) {
      if (answer.isCompletedExceptionally()) {
        throw failure(e);
      }
      // Whatever ended the connection, this request may have reached the server before.
      throw new IOException(reason(e), e);
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null
        ? "the connection has ended"
        : cause.getMessage();
  }

  /**
   * Returns the failure of the transport or the server from the exceptions in which the SDK wraps
   * it.
   */
  private static IOException failure(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof McpError refused) {
        throw refused;
      }
      if (cause instanceof IOException broken) {
        return broken;
      }
    }
    return new IOException("sent what is not understood", thrown);
  }
}

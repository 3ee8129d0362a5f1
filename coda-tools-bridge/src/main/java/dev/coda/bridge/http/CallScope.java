package dev.coda.bridge.http;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.tool.ToolContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One tool call with all its attempts and redirects: they share one deadline, and a cancel reaches
 * whichever of them is active.
 */
final class CallScope implements AutoCloseable {
  private final CancelSignal signal;
  private final CancelSignal.Registration registration;
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
  private final long endNanos;
  private volatile @Nullable Call current;

  CallScope(ToolContext context, Duration limit, Clock clock) {
    this.signal = context.cancelSignal();
    this.endNanos = System.nanoTime() + allowed(context.deadline(), limit, clock).toNanos();
    this.registration = signal.onCancel(this::cancel);
  }

  private static Duration allowed(Instant deadline, Duration limit, Clock clock) {
    Instant now = clock.instant();
    return now.plus(limit).isBefore(deadline) ? limit : Duration.between(now, deadline);
  }

  /** Sends the request; the deadline continues counting until the response is closed. */
  Response send(OkHttpClient client, Request request) throws IOException {
    if (isOver()) {
      throw new InterruptedIOException("timeout");
    }
    Call call = client.newCall(request);
    // Zero would mean for ever.
    call.timeout().timeout(Math.max(1, remainingNanos()), TimeUnit.NANOSECONDS);
    current = call;
    if (isCancelled()) {
      call.cancel();
    }
    return call.execute();
  }

  /** Waits before another attempt. Returns false if there is no time for it or it was cancelled. */
  boolean pause(Duration wait) throws InterruptedException {
    if (wait.compareTo(Duration.ofNanos(remainingNanos())) >= 0) {
      return false;
    }
    try {
      cancelled.get(wait.toNanos(), TimeUnit.NANOSECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a cancel has no way to fail", e);
    }
  }

  /** Waits for work that cannot be stopped; only the waiting ends with the call. */
  <T> T waitFor(CompletableFuture<T> work) throws IOException {
    try {
      CompletableFuture.anyOf(work, cancelled).get(remainingNanos(), TimeUnit.NANOSECONDS);
      if (work.isDone()) {
        return work.get();
      }
      throw new InterruptedIOException("cancelled");
    } catch (TimeoutException e) {
      throw new InterruptedIOException("timeout");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    }
  }

  boolean isCancelled() {
    return signal.isCancelled();
  }

  boolean isOver() {
    return remainingNanos() <= 0;
  }

  @Override
  public void close() {
    registration.close();
  }

  private long remainingNanos() {
    return endNanos - System.nanoTime();
  }

  private void cancel() {
    cancelled.complete(null);
    Call call = current;
    if (call != null) {
      call.cancel();
    }
  }
}

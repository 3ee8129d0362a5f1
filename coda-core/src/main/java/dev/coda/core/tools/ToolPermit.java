package dev.coda.core.tools;

import dev.coda.api.cancel.CancelSignal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call's permission to run among the calls of its tool, of which a limited number run at a time.
 * The call may have to wait for it; closing it lets the next one run. Thread-safe.
 */
public final class ToolPermit implements AutoCloseable {
  private final ToolSemaphore semaphore;
  private final CompletableFuture<@Nullable Void> granted;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  ToolPermit(ToolSemaphore semaphore, CompletableFuture<@Nullable Void> granted) {
    this.semaphore = semaphore;
    this.granted = granted;
  }

  /** {@return whether the call may run now} */
  public boolean isGranted() {
    return granted.isDone() && !granted.isCancelled();
  }

  /** Waits until the call may run; false if it was given up before. */
  boolean await(CancelSignal signal) {
    if (isGranted()) {
      return true;
    }
    try (CancelSignal.Registration registration = signal.onCancel(() -> granted.cancel(false))) {
      granted.get();
      return true;
    } catch (CancellationException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a permit is granted or given up", e);
    }
  }

  /**
   * Decides once whether the tool is run: the first caller gets true, either the thread that is to
   * run it or the one that gives it up.
   */
  boolean begin() {
    return begun.compareAndSet(false, true);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && !granted.cancel(false)) {
      semaphore.release();
    }
  }
}

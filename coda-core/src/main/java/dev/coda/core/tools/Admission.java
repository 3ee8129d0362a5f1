package dev.coda.core.tools;

import dev.coda.api.cancel.CancelSignal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call's place among those of its tool that run at once, which it may have to wait for. When it
 * is closed the next call has it. Thread-safe.
 */
public final class Admission implements AutoCloseable {
  private final Places places;
  private final CompletableFuture<@Nullable Void> granted;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  Admission(Places places, CompletableFuture<@Nullable Void> granted) {
    this.places = places;
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
      throw new IllegalStateException("a place is given or given up", e);
    }
  }

  /**
   * Decides once whether the tool is run: the first caller gets true, be it the thread that is to
   * run it or the one that gives it up.
   */
  boolean begin() {
    return begun.compareAndSet(false, true);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && !granted.cancel(false)) {
      places.giveBack();
    }
  }
}

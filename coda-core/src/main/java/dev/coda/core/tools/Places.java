package dev.coda.core.tools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lets a number of calls of a tool run at a time; the others wait in their order. Thread-safe. */
final class Places {
  /** Shared by all calls that do not have to wait: what is complete cannot be changed. */
  private static final CompletableFuture<@Nullable Void> FREE =
      CompletableFuture.completedFuture(null);

  private final Deque<CompletableFuture<@Nullable Void>> waiting = new ArrayDeque<>(0);
  private int free;

  Places(int count) {
    this.free = count;
  }

  Admission ask() {
    return new Admission(this, take());
  }

  private synchronized CompletableFuture<@Nullable Void> take() {
    if (free > 0) {
      free--;
      return FREE;
    }
    CompletableFuture<@Nullable Void> granted = new CompletableFuture<>();
    waiting.add(granted);
    return granted;
  }

  /** Gives a place to the call that has waited longest and still does. */
  synchronized void giveBack() {
    CompletableFuture<@Nullable Void> next = waiting.poll();
    while (next != null && !next.complete(null)) {
      next = waiting.poll();
    }
    if (next == null) {
      free++;
    }
  }
}

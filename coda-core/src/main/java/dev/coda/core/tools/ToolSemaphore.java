package dev.coda.core.tools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Limits how many calls of a tool run at a time; the others wait in their order. Thread-safe. */
final class ToolSemaphore {
  /** Shared by all calls that do not have to wait: a completed future cannot change. */
  private static final CompletableFuture<@Nullable Void> FREE =
      CompletableFuture.completedFuture(null);

  private final Deque<CompletableFuture<@Nullable Void>> waiting = new ArrayDeque<>(0);
  private int free;

  ToolSemaphore(int count) {
    this.free = count;
  }

  ToolPermit request() {
    return new ToolPermit(this, take());
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

  /** Returns a permit, to the call that has waited longest if one still waits. */
  synchronized void release() {
    CompletableFuture<@Nullable Void> next = waiting.poll();
    while (next != null && !next.complete(null)) {
      next = waiting.poll();
    }
    if (next == null) {
      free++;
    }
  }
}

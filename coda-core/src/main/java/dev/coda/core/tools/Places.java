package dev.coda.core.tools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** Lets so many calls of a tool run at a time; the others wait in their order. Thread-safe. */
final class Places {
  private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private int free;

  Places(int count) {
    this.free = count;
  }

  Admission ask() {
    return new Admission(this, take());
  }

  private synchronized CompletableFuture<Void> take() {
    CompletableFuture<Void> granted = new CompletableFuture<>();
    if (free > 0) {
      free--;
      granted.complete(null);
    } else {
      waiting.add(granted);
    }
    return granted;
  }

  /** Gives a place to whoever has waited longest and still does. */
  synchronized void giveBack() {
    CompletableFuture<Void> next = waiting.poll();
    while (next != null && !next.complete(null)) {
      next = waiting.poll();
    }
    if (next == null) {
      free++;
    }
  }
}

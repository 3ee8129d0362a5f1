package dev.coda.store.postgres;

import dev.coda.api.agent.Run;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Watches one run from its first event to its last, and lets models and tools wait until it has
 * seen what they have done. Thread-safe.
 */
final class Watcher {
  private final List<RunEvent> seen = new ArrayList<>();
  private boolean waitsNoMore;

  /** Watches to the end, and does something after each event. */
  void watch(Run run, Consumer<RunEvent> then) {
    for (Iterator<RunEvent> events = run.events(0); events.hasNext(); ) {
      RunEvent event = events.next();
      synchronized (this) {
        seen.add(event);
        notifyAll();
      }
      then.accept(event);
    }
  }

  synchronized List<RunEvent> seen() {
    return List.copyOf(seen);
  }

  /** Lets everybody continue, since what they wait for may not come any more. */
  synchronized void release() {
    waitsNoMore = true;
    notifyAll();
  }

  /** Waits until such an event was seen. Returns false if nobody waits any more. */
  synchronized boolean awaits(Predicate<EventPayload> event) {
    try {
      while (!waitsNoMore && seen.stream().map(RunEvent::payload).noneMatch(event)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !waitsNoMore;
  }
}

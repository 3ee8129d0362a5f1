package dev.coda.core.internal.run;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A run's events up to the pause at which it waits for a decision. Confined to one thread at a
 * time.
 */
final class EventsUntilPause implements Iterator<RunEvent> {
  private final Iterator<RunEvent> events;
  private final Predicate<RunEvent> waitsSince;
  private @Nullable RunEvent last;
  private boolean ended;

  /**
   * @param waitsSince whether the run has waited since this pause
   */
  EventsUntilPause(Iterator<RunEvent> events, Predicate<RunEvent> waitsSince) {
    this.events = events;
    this.waitsSince = waitsSince;
  }

  @Override
  public boolean hasNext() {
    RunEvent pause = last;
    if (pause != null && pause.kind() == EventKind.RUN_PAUSED && !ended) {
      // A caller that decides at the pause itself reads on.
      ended = waitsSince.test(pause);
      last = null;
    }
    return !ended && events.hasNext();
  }

  @Override
  public RunEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RunEvent next = events.next();
    last = next;
    return next;
  }
}

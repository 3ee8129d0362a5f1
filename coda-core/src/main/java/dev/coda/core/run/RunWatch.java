package dev.coda.core.run;

import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is where one viewer looks for a run's events. Confined to one thread at a time. */
final class RunWatch {
  private final UserId userId;
  private final RunId runId;
  private final RunStore store;
  private final ActiveRuns active;
  private @Nullable RunFeed known;

  /**
   * @param known a feed to begin with: the run may end and leave before the first look
   */
  RunWatch(UserId userId, RunId runId, RunStore store, ActiveRuns active, @Nullable RunFeed known) {
    this.userId = userId;
    this.runId = runId;
    this.store = store;
    this.active = active;
    this.known = known;
  }

  /** Returns the run's live feed, or the last one there was; null if it was never at work here. */
  @Nullable RunFeed feed() {
    active.find(runId).ifPresent(run -> known = run.feed());
    return known;
  }

  List<RunEvent> stored(long afterSeq, int limit) {
    return store.events(runId, afterSeq, limit);
  }

  /** Tells whether nothing will come any more: the run is over, or this agent is closed. */
  boolean isOver() {
    return active.isClosed()
        || store.find(userId, runId).map(run -> run.status().isTerminal()).orElse(true);
  }

  Arrivals arrivals() {
    return active.arrivals();
  }
}

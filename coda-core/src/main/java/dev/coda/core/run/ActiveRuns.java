package dev.coda.core.run;

import dev.coda.api.id.RunId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which runs are at work in this process. Thread-safe. */
final class ActiveRuns {
  private final Map<RunId, ActiveRun> byId = new ConcurrentHashMap<>();
  private final Arrivals arrivals = new Arrivals();
  private volatile boolean closed;

  void add(ActiveRun run) {
    byId.put(run.lease().runId(), run);
  }

  /** Removes this run, unless it has gone on under a newer lease meanwhile. */
  void remove(ActiveRun run) {
    byId.remove(run.lease().runId(), run);
  }

  Optional<ActiveRun> find(RunId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Collection<ActiveRun> all() {
    return List.copyOf(byId.values());
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** Ends waiting for what will not come here any more. */
  void close() {
    closed = true;
    arrivals.announce();
  }

  boolean isClosed() {
    return closed;
  }
}

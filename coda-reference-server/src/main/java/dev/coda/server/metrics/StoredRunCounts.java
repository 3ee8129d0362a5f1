package dev.coda.server.metrics;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many runs have not ended, of all servers together. Thread-safe. */
@Singleton
final class StoredRunCounts {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRunCounts.class);
  private static final List<String> STATUSES = List.of("paused", "queued", "running");

  /** A collector of metrics gives up as well, and the others say that the database is out. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final StoredRunRepository runs;

  StoredRunCounts(StoredRunRepository runs) {
    this.runs = runs;
  }

  /** Returns the number for each status; nothing if the database does not answer in time. */
  Map<String, Long> byStatus() {
    Map<String, Long> counts = new TreeMap<>();
    try {
      @Nullable List<RunCount> found = runs.countUnfinished().collectList().block(LONGEST);
      STATUSES.forEach(status -> counts.put(status, 0L));
      if (found != null) {
        found.forEach(each -> counts.put(each.status(), each.runs()));
      }
    } catch (RuntimeException e) {
      LOG.debug("Runs are not counted: {}", e.toString());
    }
    return counts;
  }
}

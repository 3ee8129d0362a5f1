package dev.coda.core.history;

import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunStore;
import dev.coda.core.internal.run.LogRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the logs of runs that ended long ago smaller: text in many pieces becomes one event, and
 * events that only matter to viewers during the run are left out, such as the progress of tools.
 * The messages, tool calls, thoughts, usage and cost that follow from a log stay the same. A viewer
 * of a compacted log sees the run with fewer, larger steps.
 *
 * <p>Any number of processes may do this at once. Thread-safe.
 */
public final class LogCompaction {
  private static final int PAGE = 512;

  /** A longer log stays as it is, so that a process never holds more of one. */
  private static final long LONGEST = 32 << 20;

  private final RunStore runs;

  /** The run that was looked at last; null at the beginning. */
  private @Nullable RunId last;

  private LogCompaction(RunStore runs) {
    this.runs = runs;
  }

  /**
   * Creates a compaction that begins with the oldest run.
   *
   * @param runs the store whose logs are made smaller
   * @return the compaction
   */
  public static LogCompaction of(RunStore runs) {
    return new LogCompaction(runs);
  }

  /**
   * Compacts the logs of the next runs. If a call returns less than the limit, it has reached the
   * newest run, and the next call begins with the oldest run again.
   *
   * @param endedBefore only runs that ended before this time
   * @param limit the maximum number of runs
   * @return the number of runs that were checked
   * @throws dev.coda.api.error.StoreException if the store cannot answer; call again later
   */
  public synchronized int compact(Instant endedBefore, int limit) {
    List<RunId> next = runs.ended(endedBefore, last, limit);
    for (RunId run : next) {
      if (runs.logBytes(run) <= LONGEST) {
        runs.rewriteLog(run, LogRows.ofEnded(log(run)));
      }
      last = run;
    }
    if (next.size() < limit) {
      last = null;
    }
    return next.size();
  }

  private List<RunEvent> log(RunId run) {
    List<RunEvent> log = new ArrayList<>();
    List<RunEvent> page = runs.events(run, 0, PAGE);
    while (!page.isEmpty()) {
      log.addAll(page);
      page = runs.events(run, page.get(page.size() - 1).seq(), PAGE);
    }
    return log;
  }
}

package dev.coda.server.socket;

import dev.coda.api.agent.Run;
import dev.coda.api.id.RunId;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.run.RunStreams;
import dev.coda.server.run.ViewerEnd;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The runs that one socket shows. Thread-safe. */
final class ShownRuns {
  private static final int MOST_SHOWN = 32;
  private static final int MOST_KNOWN = 256;

  private final RunStreams streams;
  private final SocketOutput output;
  private final Consumer<CloseCode> close;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<RunId, ShownRun> shown = new HashMap<>();

  /** The runs that are or were shown, the oldest of which are forgotten. */
  private final Map<RunId, Boolean> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, Boolean> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  private boolean left;

  /**
   * @param close closes the socket
   */
  ShownRuns(RunStreams streams, SocketOutput output, Consumer<CloseCode> close) {
    this.streams = streams;
    this.output = output;
    this.close = close;
  }

  /** Returns whether a run is shown, or was. */
  boolean isKnown(RunId run) {
    lock.lock();
    try {
      return known.containsKey(run);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Shows a run's events behind a sequence number, from there again if it is shown already.
   *
   * @throws ProblemException if too many are shown
   */
  void show(Run run, long afterSeq) {
    RunId id = run.id();
    ShownRun next = new ShownRun(output, (self, why) -> ended(id, self, why));
    @Nullable ShownRun before;
    lock.lock();
    try {
      if (left) {
        return;
      }
      if (shown.size() >= MOST_SHOWN && !shown.containsKey(id)) {
        throw ProblemException.of(
            ErrorCode.CONFLICT,
            "This socket shows %d runs, which is the most.".formatted(MOST_SHOWN));
      }
      known.put(id, true);
      before = shown.put(id, next);
    } finally {
      lock.unlock();
    }
    if (before != null) {
      before.leave();
    }
    next.viewing(streams.show(run, afterSeq, next));
  }

  /** Shows nothing more. */
  void leave() {
    List<ShownRun> all;
    lock.lock();
    try {
      left = true;
      all = List.copyOf(shown.values());
      shown.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(ShownRun::leave);
  }

  private void ended(RunId id, ShownRun ended, @Nullable ViewerEnd why) {
    lock.lock();
    try {
      shown.remove(id, ended);
    } finally {
      lock.unlock();
    }
    if (why != ViewerEnd.RUN_ENDED) {
      close.accept(why == ViewerEnd.NOT_READING ? CloseCode.NOT_READING : CloseCode.FAILED);
    }
  }
}

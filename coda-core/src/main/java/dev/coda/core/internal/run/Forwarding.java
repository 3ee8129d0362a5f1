package dev.coda.core.internal.run;

import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.time.TimerClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of runs that are active here to the processes that have viewers of them. Each
 * such process is another viewer of the run, with its own thread: none of this work is done on the
 * run's thread, and none at all for a run without viewers elsewhere. Thread-safe.
 */
final class Forwarding {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

  /** Three times as long as the pause between two words of those who follow. */
  private static final long PATIENCE_NANOS = 3 * StoredRuns.RENEWAL_NANOS;

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Gathers the tokens of a fast model, so that a run sends fifty messages a second at most. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final ActiveRuns active;
  private final RunSignals signals;
  private final Executor executor;
  private final TimerClock clock;
  private final Map<Key, Forwarder> forwarders = new ConcurrentHashMap<>();

  Forwarding(ActiveRuns active, RunSignals signals, Executor executor, TimerClock clock) {
    this.active = active;
    this.signals = signals;
    this.executor = executor;
    this.clock = clock;
  }

  /** Sends a run's events to a process for a while, if the run is active here. */
  void follow(RunId id, String to) {
    ActiveRun run = active.find(id).orElse(null);
    if (run == null || run.log().isLeft()) {
      return;
    }
    long until = clock.nanoTime() + PATIENCE_NANOS;
    Key key = new Key(id, to);
    Forwarder added = new Forwarder(key, run, until);
    Forwarder known = forwarders.putIfAbsent(key, added);
    if (known != null) {
      known.until = until;
      return;
    }
    try {
      executor.execute(added);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      forwarders.remove(key, added);
      LOG.warn("No thread to send the events of run {} to another process", id, e);
    }
  }

  private record Key(RunId run, String to) {}

  private final class Forwarder implements Runnable {
    private final Key key;
    private final ActiveRun run;
    private volatile long until;

    Forwarder(Key key, ActiveRun run, long until) {
      this.key = key;
      this.run = run;
      this.until = until;
    }

    @Override
    public void run() {
      boolean ended = false;
      try {
        ended = forward(run.log().tail());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("The events of run {} are sent to another process no more", key.run, e);
      } finally {
        forwarders.remove(key, this);
        if (!ended) {
          signals.changed(key.to, key.run);
        }
      }
    }

    /** Returns whether the run's end was sent. */
    private boolean forward(EventTail tail) throws InterruptedException {
      long position = tail.storedSeq();
      // Its viewers may have looked before the latest events were stored.
      signals.changed(key.to, key.run);
      while (until - clock.nanoTime() > 0) {
        EventTail.Answer answer = tail.await(position, WAIT_NANOS);
        List<RunEvent> events = answer.events();
        if (!events.isEmpty()) {
          signals.events(key.to, key.run, run.lease().fence(), events);
          position = events.get(events.size() - 1).seq();
          clock.sleep(PAUSE);
        } else if (answer.state() != EventTail.State.QUIET) {
          return answer.state() == EventTail.State.ENDED;
        }
      }
      return false;
    }
  }
}

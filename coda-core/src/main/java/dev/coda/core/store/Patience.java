package dev.coda.core.store;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.time.TimerClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats calls of a store that is unavailable: one that is unavailable for a moment does not stop
 * a run, one that stays unavailable for some eight seconds does. Immutable.
 */
public final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4));

  private final TimerClock clock;

  private Patience(TimerClock clock) {
    this.clock = clock;
  }

  /**
   * Creates a patience that waits by this clock.
   *
   * @param clock the time, which also ends waits
   * @return the patience
   */
  public static Patience by(TimerClock clock) {
    return new Patience(clock);
  }

  /**
   * {@return the store's answer, or throws its last refusal}
   *
   * @param <T> the type of the value
   * @param question what to ask the store
   */
  public <T> T insist(Supplier<T> question) {
    for (Duration pause : PAUSES) {
      try {
        return question.get();
      } catch (StoreException e) {
        if (e.kind() != FailureKind.STORE_UNAVAILABLE) {
          throw e;
        }
        LOG.warn("The store is asked again: {}", e.getMessage());
        pause(pause);
      }
    }
    return question.get();
  }

  private void pause(Duration time) {
    try {
      clock.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

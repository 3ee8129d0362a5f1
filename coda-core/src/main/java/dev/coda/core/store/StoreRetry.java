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
 * Retries the calls of a store that is unavailable: up to six times, after pauses of 50 ms to 4 s,
 * about eight seconds in all. Immutable.
 */
public final class StoreRetry {
  private static final Logger LOG = LoggerFactory.getLogger(StoreRetry.class);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4));

  private final TimerClock clock;

  private StoreRetry(TimerClock clock) {
    this.clock = clock;
  }

  /**
   * Creates a retry that waits with this clock.
   *
   * @param clock the time, which also ends waits
   * @return the retry
   */
  public static StoreRetry of(TimerClock clock) {
    return new StoreRetry(clock);
  }

  /**
   * {@return the result of a call, which is repeated while the store is unavailable} If all
   * attempts fail, the last failure is thrown.
   *
   * @param <T> the type of the result
   * @param call the call
   * @throws StoreException if the call fails for another reason, or the store stays unavailable
   */
  public <T> T call(Supplier<T> call) {
    for (Duration pause : PAUSES) {
      try {
        return call.get();
      } catch (StoreException e) {
        if (e.kind() != FailureKind.STORE_UNAVAILABLE) {
          throw e;
        }
        LOG.warn("Store call failed, retrying: {}", e.getMessage());
        pause(pause);
      }
    }
    return call.get();
  }

  private void pause(Duration time) {
    try {
      clock.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

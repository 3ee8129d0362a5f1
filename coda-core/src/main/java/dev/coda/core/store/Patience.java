package dev.coda.core.store;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store again that is away: one that is away for a moment does not stop a run, one that
 * stays away for some eight seconds does. Immutable.
 */
public final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Patience STANDARD =
      Patience.of(
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4));

  private final List<Duration> pauses;

  private Patience(List<Duration> pauses) {
    this.pauses = pauses;
  }

  /** Returns the patience of some eight seconds. */
  public static Patience standard() {
    return STANDARD;
  }

  /** Creates a patience that waits this long before each new question. */
  public static Patience of(Duration... pauses) {
    return new Patience(List.of(pauses));
  }

  /** Returns the store's answer, or throws its last refusal. */
  public <T> T insist(Supplier<T> question) {
    for (Duration pause : pauses) {
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

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

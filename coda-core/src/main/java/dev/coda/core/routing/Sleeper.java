package dev.coda.core.routing;

import dev.coda.api.cancel.CancelSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between attempts, and no longer once the signal is given. Thread-safe. */
@FunctionalInterface
public interface Sleeper {
  /**
   * Waits on the calling thread.
   *
   * @return true if the time has passed, false if the signal came first
   */
  boolean sleep(Duration time, CancelSignal signal) throws InterruptedException;

  /** Waits in real time. */
  static Sleeper system() {
    return (time, signal) -> {
      CountDownLatch cancelled = new CountDownLatch(1);
      try (CancelSignal.Registration registration = signal.onCancel(cancelled::countDown)) {
        return !cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
      }
    };
  }
}

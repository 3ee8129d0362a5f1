package dev.coda.providers.demo;

import dev.coda.api.cancel.CancelSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two words, so that a stream can be seen. Thread-safe. */
@FunctionalInterface
public interface Pace {
  /**
   * Waits; returns early once the signal is given.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void rest(CancelSignal cancel) throws InterruptedException;

  /** No waiting at all. */
  static Pace none() {
    return cancel -> {};
  }

  /** The same wait after each word. */
  static Pace of(Duration betweenWords) {
    return cancel -> {
      CountDownLatch cancelled = new CountDownLatch(1);
      CancelSignal.Registration onCancel = cancel.onCancel(cancelled::countDown);
      try {
        if (cancelled.await(betweenWords.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      } finally {
        onCancel.close();
      }
    };
  }
}

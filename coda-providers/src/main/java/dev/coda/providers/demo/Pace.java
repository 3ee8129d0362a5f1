package dev.coda.providers.demo;

import dev.coda.api.cancel.CancelSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two words, so that people can see the streaming. Thread-safe. */
@FunctionalInterface
public interface Pace {
  /**
   * Waits; returns early once the signal is given.
   *
   * @param cancel the signal that stops it
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void rest(CancelSignal cancel) throws InterruptedException;

  /** {@return a pace without waits} */
  static Pace none() {
    return cancel -> {};
  }

  /**
   * {@return the same wait after each word}
   *
   * @param betweenWords the time to wait after each word
   */
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

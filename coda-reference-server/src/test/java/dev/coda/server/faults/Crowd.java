package dev.coda.server.faults;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** People who do the same again and again until this is closed. Thread-safe. */
final class Crowd implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * Lets them begin.
   *
   * @param pause between two times of one of them
   */
  Crowd(int people, Duration pause, Runnable deed) {
    for (int i = 0; i < people; i++) {
      var _ =
          threads.submit(() -> {
            do {
              try {
                deed.run();
              } catch (UncheckedIOException killed) {
                // They try again.
              }
            } while (!KillSwitch.within(over, pause));
          });
    }
  }

  /** Waits until each of them is through with the last time. */
  @Override
  public void close() {
    over.countDown();
    threads.close();
  }
}

package dev.coda.api.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CancelSignalRaceTest {
  private static final int THREADS = 6;
  private static final int REGISTRATIONS = 60;

  private final CancelSignal signal = CancelSignal.create();
  private final CyclicBarrier start = new CyclicBarrier(THREADS + 1);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** A callback, and what its thread knows of it for sure. */
  private static final class Registered {
    private final AtomicInteger runs = new AtomicInteger();
    private boolean closedBeforeCancel;
    private boolean closed;
  }

  @RepeatedTest(200)
  void runsEachCallbackOnceUnlessItWasClosedBefore() throws Exception {
    List<Future<List<Registered>>> working = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      long seed = i;
      working.add(threads.submit((Callable<List<Registered>>) () -> register(new Random(seed))));
    }
    start.await();
    assertThat(signal.cancel(CancelReason.REQUESTED)).isTrue();

    for (Future<List<Registered>> thread : working) {
      for (Registered one : thread.get()) {
        if (one.closedBeforeCancel) {
          assertThat(one.runs).hasValue(0);
        } else if (one.closed) {
          assertThat(one.runs).hasValueLessThanOrEqualTo(1);
        } else {
          assertThat(one.runs).hasValue(1);
        }
      }
    }
  }

  @RepeatedTest(50)
  void givesTheSignalToOneThreadOnly() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    signal.onCancel(runs::incrementAndGet);
    List<Future<Boolean>> cancelling = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      cancelling.add(
          threads.submit(() -> {
            start.await();
            return signal.cancel(CancelReason.DEADLINE);
          }));
    }
    start.await();

    int first = 0;
    for (Future<Boolean> thread : cancelling) {
      first += thread.get() ? 1 : 0;
    }

    assertThat(first).isEqualTo(1);
    assertThat(runs).hasValue(1);
  }

  private List<Registered> register(Random random) throws Exception {
    List<Registered> all = new ArrayList<>();
    List<Runnable> open = new ArrayList<>();
    start.await();
    for (int i = 0; i < REGISTRATIONS; i++) {
      Registered one = new Registered();
      all.add(one);
      CancelSignal.Registration registration = signal.onCancel(one.runs::incrementAndGet);
      open.add(() -> close(one, registration));
      if (random.nextBoolean()) {
        open.remove(random.nextInt(open.size())).run();
      }
    }
    return all;
  }

  private void close(Registered one, CancelSignal.Registration registration) {
    registration.close();
    registration.close();
    one.closed = true;
    // The signal had not been given when closing was over, so that the callback must never run.
    one.closedBeforeCancel = !signal.isCancelled();
  }
}

package dev.coda.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jetbrains.lincheck.Lincheck;

/** Lets threads meet in many orders, one step of a thread after another. */
public final class Race {
  /** Tries enough for most faults; those that need three changes of thread take a few hundred. */
  private static final int ORDERS = 30;

  private final List<Thread> threads = new ArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private Race() {}

  /** Has one thread that does this. */
  public void thread(Callable<?> work) {
    threads.add(
        new Thread(() -> {
          try {
            work.call();
          } catch (Throwable e) {
            failures.add(e);
          }
        }));
  }

  /** Sets up what the threads share, adds them, and returns what must hold when all have ended. */
  @FunctionalInterface
  public interface Setup {
    Runnable add(Race race);
  }

  /** Runs a race in many orders. A deadlock fails it, as does what a thread throws. */
  public static void run(Setup setup) {
    run(ORDERS, setup);
  }

  /** Runs a race in this many orders. */
  public static void run(int orders, Setup setup) {
    Lincheck.runConcurrentTest(orders, () -> new Race().runOnce(setup));
  }

  private void runOnce(Setup setup) {
    Runnable check = setup.add(this);
    threads.forEach(Thread::start);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (Throwable failure : failures) {
      throw new AssertionError(failure);
    }
    check.run();
  }

  /** Throws if something does not hold. */
  public static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}

package dev.coda.bridge.agent;

import dev.coda.api.cancel.CancelSignal;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One order of the steps of several threads: how long each step waits, and at which of them
 * something else happens, all of it by chance from a seed. Thread-safe.
 */
final class Order {
  private static final int KINDS = 64;
  private static final long PATIENCE_MICROS = 300;

  private final int[] pauses;
  private final int at;
  private final boolean waits;
  private final boolean endless;
  private final Runnable event;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * @param at the step at which the event begins, counted from 0
   * @param event is run once at most
   */
  Order(Random random, int at, Runnable event) {
    // Most threads are quick, and some are not.
    this.pauses = random.ints(KINDS, 0, 6).map(pause -> pause < 4 ? 0 : pause * 40).toArray();
    this.at = at;
    this.waits = random.nextBoolean();
    this.endless = random.nextBoolean();
    this.event = event;
  }

  /** Returns how many steps were taken. */
  int taken() {
    return taken.get();
  }

  /** Takes a step, at which the event may begin: before the step continues, or beside it. */
  void step(Executor events) {
    int step = taken.getAndIncrement();
    for (int i = pauses[step % KINDS]; i > 0; i--) {
      Thread.onSpinWait();
    }
    if (step == at) {
      begin(events);
    }
  }

  /** Takes a step of a stream that in some orders has no end of its own. */
  void step(Executor events, CancelSignal end) {
    step(events);
    if (endless) {
      begin(events);
      CountDownLatch ended = new CountDownLatch(1);
      end.onCancel(ended::countDown);
      try {
        ended.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return "event at %d of %d steps, begun: %s, endless: %s"
        .formatted(at, taken.get(), begun.get(), endless);
  }

  private void begin(Executor events) {
    if (begun.compareAndSet(false, true)) {
      CompletableFuture<Void> done = CompletableFuture.runAsync(event, events);
      if (waits) {
        await(done);
      }
    }
  }

  /** For a moment only: the event may itself wait for this thread. */
  private static void await(CompletableFuture<Void> done) {
    try {
      done.get(PATIENCE_MICROS, TimeUnit.MICROSECONDS);
    } catch (TimeoutException e) {
      // Both continue.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}

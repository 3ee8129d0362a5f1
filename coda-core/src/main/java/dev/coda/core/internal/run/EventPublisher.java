package dev.coda.core.internal.run;

import dev.coda.api.event.RunEvent;
import dev.coda.api.time.TimerClock;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Publishes a cursor's events; each subscriber has its own thread. Thread-safe. */
final class EventPublisher implements Flow.Publisher<RunEvent> {
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Function<BooleanSupplier, Iterator<RunEvent>> cursors;
  private final BooleanSupplier detached;
  private final Executor executor;
  private final TimerClock clock;

  /**
   * @param cursors opens a cursor that ends when its subscriber has cancelled
   * @param detached whether the subscriber has detached
   */
  EventPublisher(
      Function<BooleanSupplier, Iterator<RunEvent>> cursors,
      BooleanSupplier detached,
      Executor executor,
      TimerClock clock) {
    this.cursors = cursors;
    this.detached = detached;
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super RunEvent> subscriber) {
    Subscription subscription = new Subscription();
    executor.execute(() -> deliver(subscriber, subscription));
  }

  private void deliver(Flow.Subscriber<? super RunEvent> subscriber, Subscription subscription) {
    subscriber.onSubscribe(subscription);
    try {
      Iterator<RunEvent> events = cursors.apply(() -> subscription.cancelled);
      while (!subscription.cancelled && events.hasNext()) {
        if (!awaitDemand(subscription)) {
          break;
        }
        if (!subscription.cancelled) {
          subscriber.onNext(events.next());
        }
      }
      if (subscription.wrongDemand) {
        subscriber.onError(new IllegalArgumentException("demand must be positive"));
      } else if (!subscription.cancelled) {
        subscriber.onComplete();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      subscriber.onError(e);
    } catch (RuntimeException | Error e) {
      if (!subscription.cancelled) {
        subscriber.onError(e);
      }
      if (e instanceof Error defect) {
        throw defect;
      }
    }
  }

  /** Returns false if there is none and the subscriber has detached. */
  private boolean awaitDemand(Subscription subscription) throws InterruptedException {
    while (!subscription.take()) {
      if (detached.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  private final class Subscription implements Flow.Subscription {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long demand;
    private volatile boolean cancelled;
    private volatile boolean wrongDemand;

    /** Takes one of the requested events; false if none was requested for a while. */
    boolean take() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        long rest = WAIT_NANOS;
        while (demand == 0 && !cancelled && rest > 0) {
          rest = clock.awaitNanos(changed, rest);
        }
        if (demand == 0) {
          return cancelled;
        }
        demand--;
        return true;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        wrongDemand = true;
        cancel();
      } else {
        change(() -> demand = demand + n < 0 ? Long.MAX_VALUE : demand + n);
      }
    }

    @Override
    public void cancel() {
      change(() -> cancelled = true);
    }

    private void change(Runnable change) {
      lock.lock();
      try {
        change.run();
        changed.signal();
      } finally {
        lock.unlock();
      }
    }
  }
}

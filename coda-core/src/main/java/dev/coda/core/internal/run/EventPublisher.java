package dev.coda.core.internal.run;

import dev.coda.api.event.RunEvent;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Publishes a cursor's events, each subscriber on a thread of its own. Thread-safe. */
final class EventPublisher implements Flow.Publisher<RunEvent> {
  private static final long WAIT_MILLIS = 1_000;

  private final Function<BooleanSupplier, Iterator<RunEvent>> cursors;
  private final BooleanSupplier detached;
  private final Executor executor;

  /**
   * @param cursors opens a cursor that ends when its subscriber has cancelled
   * @param detached whether nobody wants to know any more
   */
  EventPublisher(
      Function<BooleanSupplier, Iterator<RunEvent>> cursors,
      BooleanSupplier detached,
      Executor executor) {
    this.cursors = cursors;
    this.detached = detached;
    this.executor = executor;
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

  /** Returns false if there is none when nobody wants to know any more. */
  private boolean awaitDemand(Subscription subscription) throws InterruptedException {
    while (!subscription.demand.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
      if (detached.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  private static final class Subscription implements Flow.Subscription {
    /** More than anyone can receive, and far from overflowing the semaphore. */
    private static final int UNBOUNDED = 1 << 29;

    private final Semaphore demand = new Semaphore(0);
    private volatile boolean cancelled;
    private volatile boolean wrongDemand;

    @Override
    public void request(long n) {
      if (n <= 0) {
        wrongDemand = true;
        cancel();
      } else if (demand.availablePermits() < UNBOUNDED) {
        demand.release((int) Math.min(n, UNBOUNDED));
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      demand.release();
    }
  }
}

package dev.coda.providers.internal.transport;

import dev.coda.api.cancel.CancelSignal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the number of active calls; the others wait in order. Unlike with a semaphore, a cancel
 * signal ends a wait at once. Thread-safe.
 */
final class CallGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Place> waiting = new ArrayDeque<>();
  private final int capacity;
  private int active;

  CallGate(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("at least one call must be allowed at a time");
    }
    this.capacity = capacity;
  }

  /** Allows one call until it is closed; twice has no effect. */
  final class Permit implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(true);

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        leave();
      }
    }
  }

  /** One place in the queue. */
  private static final class Place {
    private final CompletableFuture<Permit> permit = new CompletableFuture<>();
  }

  /**
   * Waits for a place.
   *
   * @throws CancellationException if the signal is given first
   * @throws InterruptedException if the thread is interrupted first
   */
  Permit enter(CancelSignal cancel) throws InterruptedException {
    Place place = new Place();
    lock.lock();
    try {
      if (active < capacity) {
        active++;
        return new Permit();
      }
      waiting.add(place);
    } finally {
      lock.unlock();
    }
    CancelSignal.Registration onCancel = cancel.onCancel(() -> place.permit.cancel(false));
    try {
      return place.permit.get();
    } catch (InterruptedException interrupted) {
      if (!place.permit.cancel(false)) {
        place.permit.join().close();
      }
      throw interrupted;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      onCancel.close();
      leaveQueue(place);
    }
  }

  int active() {
    lock.lock();
    try {
      return active;
    } finally {
      lock.unlock();
    }
  }

  int queued() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void leaveQueue(Place place) {
    lock.lock();
    try {
      waiting.remove(place);
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      Place next = waiting.poll();
      while (next != null && !next.permit.complete(new Permit())) {
        next = waiting.poll();
      }
      if (next == null) {
        active--;
      }
    } finally {
      lock.unlock();
    }
  }
}

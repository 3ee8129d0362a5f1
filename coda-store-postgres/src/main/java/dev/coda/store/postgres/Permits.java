package dev.coda.store.postgres;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the active operations, so that no lane can use up the connections that a later one needs.
 * Each lane has a part of the permits, which it shares with the lanes before it: of ten, viewers
 * use three, viewers and requests seven, these and commits nine, and leases any. Within a lane,
 * those who wait are served in their order. Thread-safe.
 *
 * <p>A request or commit that waits for too long fails; a viewer waits longer, since nothing waits
 * for it.
 */
final class Permits implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  // Virtual threads that wait in a pool's own queue spin (HikariCP#2398); here they park.
  private final Map<Lane, List<Semaphore>> lanes;
  private final List<Semaphore> shared;
  private volatile boolean closed;

  Permits(int all) {
    Semaphore viewers = semaphore(all * 3 / 10);
    Semaphore requests = semaphore(Math.min(all - 1, all * 7 / 10));
    Semaphore commits = semaphore(all - 1);
    Semaphore any = semaphore(all);
    this.shared = List.of(requests, commits, any);
    this.lanes =
        Map.of(
            Lane.VIEWERS, List.of(viewers, requests, commits, any),
            Lane.REQUESTS, List.of(requests, commits, any),
            Lane.COMMITS, List.of(commits, any),
            Lane.LEASES, List.of(any));
  }

  /**
   * Acquires a permit, which the caller closes.
   *
   * @throws StoreException {@code STORE_UNAVAILABLE} if none came free in time, or this is closed
   */
  Permit acquire(Lane lane) {
    List<Semaphore> needed = Objects.requireNonNull(lanes.get(lane));
    int held = 0;
    boolean acquired = false;
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (held < needed.size()) {
        requireOpen();
        long rest = deadline - System.nanoTime();
        if (needed.get(held).tryAcquire(rest, TimeUnit.NANOSECONDS)) {
          held++;
        } else if (lane == Lane.VIEWERS) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else {
          throw unavailable(
              "The store is busy: no connection came free within " + PATIENCE.toSeconds() + " s.");
        }
      }
      requireOpen();
      acquired = true;
      return new Permit(needed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          FailureKind.STORE_UNAVAILABLE,
          "The thread was interrupted before the store was asked.",
          e);
    } finally {
      if (!acquired) {
        release(needed.subList(0, held));
      }
    }
  }

  /** Returns about how many wait, without the viewers that wait for their own part. */
  int waiting() {
    return shared.stream().mapToInt(Semaphore::getQueueLength).sum();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw unavailable("The store is closed.");
    }
  }

  private static void release(List<Semaphore> held) {
    held.forEach(Semaphore::release);
  }

  private static Semaphore semaphore(int permits) {
    return new Semaphore(Math.max(1, permits), true);
  }

  private static StoreException unavailable(String message) {
    return new StoreException(FailureKind.STORE_UNAVAILABLE, message);
  }

  /** The right to one operation. Confined to one thread at a time. */
  static final class Permit implements AutoCloseable {
    private final List<Semaphore> held;

    private Permit(List<Semaphore> held) {
      this.held = held;
    }

    @Override
    public void close() {
      release(held);
    }
  }
}

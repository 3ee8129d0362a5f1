package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs work that keeps a core busy on a few platform threads. The virtual threads of requests share
 * the cores without being preempted, so they must only wait for such work. Work that would have to
 * wait too long is refused at once. Thread-safe.
 */
final class HashingQueue implements AutoCloseable {
  /** The latest duration has one part in this many of the average. */
  private static final int SMOOTHING = 8;

  private final int threads;
  private final Duration longestWait;
  private final AtomicLong averageNanos;
  private final ThreadPoolExecutor executor;

  /**
   * Creates a queue; its threads start with the first tasks.
   *
   * @param waiting how many tasks may wait
   * @param longestWait how long a task may have to wait, estimated from what earlier tasks took
   * @param firstEstimate how long a task takes, until some have been measured
   */
  HashingQueue(int threads, int waiting, Duration longestWait, Duration firstEstimate) {
    this.threads = threads;
    this.longestWait = longestWait;
    this.averageNanos = new AtomicLong(firstEstimate.toNanos());
    ThreadFactory factory = Thread.ofPlatform().name("password-hash-", 1).daemon().factory();
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(waiting),
            factory,
            new ThreadPoolExecutor.AbortPolicy());
  }

  /**
   * Runs a task on a thread of the queue and waits for its result.
   *
   * @throws ProblemException {@code unavailable}, with the time to wait, if the queue is full
   */
  <T> T call(Callable<T> task) {
    Duration wait = expectedWait();
    if (wait.compareTo(longestWait) > 0) {
      throw full(wait);
    }
    FutureTask<T> result = new FutureTask<>(() -> timed(task));
    try {
      executor.execute(result);
    } catch (RejectedExecutionException e) {
      throw full(wait);
    }
    return await(result);
  }

  /** Returns how long a task that came now would wait. */
  Duration expectedWait() {
    return Duration.ofNanos(averageNanos.get() * unfinished() / threads);
  }

  /** Returns how many tasks run or wait. */
  int unfinished() {
    return executor.getQueue().size() + executor.getActiveCount();
  }

  @Override
  public void close() {
    for (Runnable task : executor.shutdownNow()) {
      if (task instanceof Future<?> neverRun) {
        neverRun.cancel(false);
      }
    }
  }

  private <T> T timed(Callable<T> task) throws Exception {
    long start = System.nanoTime();
    try {
      return task.call();
    } finally {
      long nanos = System.nanoTime() - start;
      averageNanos.updateAndGet(average -> average + (nanos - average) / SMOOTHING);
    }
  }

  private <T> T await(FutureTask<T> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(false);
      executor.remove(result);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting to hash a password", e);
    } catch (CancellationException e) {
      throw full(Duration.ofSeconds(1));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("could not hash a password", e.getCause());
    }
  }

  private static ProblemException full(Duration wait) {
    return ProblemException.retryLater(
        ErrorCode.UNAVAILABLE, "Too many people are signing in at once; try again.", wait);
  }
}

package dev.coda.api.time;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The timers of all agents in this process. One thread waits for the next of them and hands it to a
 * worker, so a task that blocks delays nothing else. All these threads end when they have had
 * nothing to do for a while. Thread-safe.
 */
final class SystemTimers {
  private static final long IDLE_SECONDS = 1;
  private static final long RETRY_SECONDS = 1;
  private static final ScheduledThreadPoolExecutor TIMER = timer();
  private static final ExecutorService WORKERS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          daemons("coda-timer-"));

  private SystemTimers() {}

  static TimerClock.Timer schedule(Runnable task, long nanos) {
    ScheduledFuture<?> scheduled =
        TIMER.schedule(() -> handOver(task), nanos, TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  private static void handOver(Runnable task) {
    try {
      WORKERS.execute(task);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // No thread could be started. Due tasks are kept, since leases would expire otherwise.
      ScheduledFuture<?> unused =
          TIMER.schedule(() -> handOver(task), RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("coda-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name.endsWith("-") ? name + count.incrementAndGet() : name);
      thread.setDaemon(true);
      return thread;
    };
  }
}

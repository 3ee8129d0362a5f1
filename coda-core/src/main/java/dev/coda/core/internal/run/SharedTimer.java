package dev.coda.core.internal.run;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The timer of all agents in this process. Its thread does no work but to hand it to an executor,
 * and ends when no agent has anything to wait for. Thread-safe.
 */
final class SharedTimer {
  private static final ScheduledThreadPoolExecutor TIMER = create();
  private static final long IDLE_SECONDS = 10;

  private SharedTimer() {}

  static ScheduledThreadPoolExecutor get() {
    return TIMER;
  }

  private static ScheduledThreadPoolExecutor create() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "coda-run-keeper");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }
}

package dev.coda.benchmarks.harness;

import java.lang.management.ManagementFactory;

/** Watches how many platform threads there are. Thread-safe. */
final class ThreadCount implements AutoCloseable {
  private final Thread watcher = new Thread(this::watch, "thread-count");
  private volatile int most;
  private volatile boolean over;

  static ThreadCount start() {
    ThreadCount count = new ThreadCount();
    count.watcher.setDaemon(true);
    count.watcher.start();
    return count;
  }

  /** Returns the most there were, without this watcher. */
  int most() {
    return most - 1;
  }

  @Override
  public void close() {
    over = true;
    watcher.interrupt();
  }

  private void watch() {
    while (!over) {
      most = Math.max(most, ManagementFactory.getThreadMXBean().getThreadCount());
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}

package dev.coda.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Has a number of threads do what there is to do. Confined to one thread at a time. */
final class SideBySide implements AutoCloseable {
  private final ExecutorService threads;

  SideBySide(int threads) {
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /** Does something once. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /** What something took. Immutable. */
  record Spent(double seconds, double cpuNanos) {
    static final Spent NOTHING = new Spent(0, 0);

    Spent plus(Spent more) {
      return new Spent(seconds + more.seconds, cpuNanos + more.cpuNanos);
    }
  }

  /** Does everything, and returns what that took. */
  Spent run(List<Task> tasks) throws InterruptedException, ExecutionException {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (Task task : tasks) {
      running.add(
          threads.submit(() -> {
            task.run();
            return task;
          }));
    }
    for (Future<?> each : running) {
      var _ = each.get();
    }
    return new Spent((System.nanoTime() - start) / 1e9, cpuNanos() - cpu);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

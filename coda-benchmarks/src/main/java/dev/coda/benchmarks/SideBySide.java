package dev.coda.benchmarks;

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

  /** Does everything, and returns how many seconds that took. */
  double seconds(List<Task> tasks) throws InterruptedException, ExecutionException {
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
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

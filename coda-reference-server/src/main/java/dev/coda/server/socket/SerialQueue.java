package dev.coda.server.socket;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after the other, on a thread only while there are some. Thread-safe. */
final class SerialQueue {
  private final Executor executor;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;
  private boolean closed;

  /**
   * @param most how many tasks may wait
   */
  SerialQueue(Executor executor, int most) {
    this.executor = executor;
    this.most = most;
  }

  /** Runs a task after those before it, or returns false if too many wait. */
  boolean offer(Runnable task) {
    lock.lock();
    try {
      if (closed) {
        return true;
      }
      if (tasks.size() >= most) {
        return false;
      }
      tasks.add(task);
      if (!running) {
        running = true;
        executor.execute(this::run);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the tasks that wait, and all that come later. */
  void close() {
    lock.lock();
    try {
      closed = true;
      tasks.clear();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      Runnable task = tasks.poll();
      running = task != null;
      return task;
    } finally {
      lock.unlock();
    }
  }
}

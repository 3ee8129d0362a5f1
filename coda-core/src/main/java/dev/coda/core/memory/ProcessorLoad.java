package dev.coda.core.memory;

import dev.coda.api.time.TimerClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Reads the load of the processors four times a second at most, and takes off what embedding itself
 * has used. Thread-safe.
 */
final class ProcessorLoad implements MachineLoad {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(250);

  private final DoubleSupplier load;
  private final LongSupplier nanoTime;
  private final int processors;
  private final ReentrantLock lock = new ReentrantLock();
  private long readAt;
  private long ownNanos;
  private double others;

  /**
   * @param load the part of all processors that was in use since the last call; negative or not a
   *     number if unknown
   */
  ProcessorLoad(DoubleSupplier load, LongSupplier nanoTime, int processors) {
    this.load = load;
    this.nanoTime = nanoTime;
    this.processors = processors;
    this.readAt = nanoTime.getAsLong();
  }

  /** Returns the load of this machine; idle if the JVM does not know it. */
  static MachineLoad ofThisMachine() {
    try {
      return new ProcessorLoad(
          OperatingSystem.load(),
          TimerClock.system()::nanoTime,
          Runtime.getRuntime().availableProcessors());
    } catch (LinkageError e) {
      // A runtime image without the module jdk.management.
      return IDLE;
    }
  }

  @Override
  public double ofOthers() {
    lock.lock();
    try {
      long elapsed = nanoTime.getAsLong() - readAt;
      if (elapsed >= PERIOD) {
        double all = load.getAsDouble();
        double own = (double) ownNanos / elapsed / processors;
        others = all > own ? all - own : 0;
        readAt += elapsed;
        ownNanos = 0;
      }
      return others;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void embedded(long nanos) {
    lock.lock();
    try {
      ownNanos += nanos;
    } finally {
      lock.unlock();
    }
  }
}

package dev.coda.benchmarks.harness;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Does the same over and over, and says what it takes on average. */
final class CallRun {
  /** Enough calls between two looks at the clock that the looks do not count. */
  private static final int CALLS = 32;

  private CallRun() {}

  static Result run(InProcess.Call call, int warmUpMs, int measureMs) throws Exception {
    repeat(call, warmUpMs);
    long bytes = allocated();
    long start = System.nanoTime();
    long calls = repeat(call, measureMs);
    double time = System.nanoTime() - start;
    return Result.of(Map.of("time", time / calls, "bytes", (double) (allocated() - bytes) / calls));
  }

  private static long repeat(InProcess.Call call, int millis) throws Exception {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long calls = 0;
    do {
      for (int i = 0; i < CALLS; i++) {
        Objects.requireNonNull(call.run());
      }
      calls += CALLS;
    } while (System.nanoTime() < end);
    return calls;
  }

  /** Counts on all threads, as JMH's profiler does. */
  private static long allocated() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class)
        .getTotalThreadAllocatedBytes();
  }
}

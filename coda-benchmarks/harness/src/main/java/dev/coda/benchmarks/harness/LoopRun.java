package dev.coda.benchmarks.harness;

import java.util.Arrays;
import java.util.Map;

/** Asks one question after the other, each answered after calls of a tool. */
final class LoopRun {
  private LoopRun() {}

  static Result run(StreamClient client, int times) throws Exception {
    long[] took = new long[times];
    long cpu = StreamRun.cpuNanos();
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      String answer = client.loop();
      took[i] = System.nanoTime() - start;
      if (!answer.equals(Expected.LOOP_ANSWER)) {
        return Result.failed("answered: " + answer);
      }
    }
    double cpuEach = (double) (StreamRun.cpuNanos() - cpu) / times;
    Arrays.sort(took);
    return Result.of(
        Map.of(
            "p50", (double) took[times / 2],
            "p99", (double) took[Math.min(times - 1, times * 99 / 100)],
            "cpu", cpuEach));
  }
}

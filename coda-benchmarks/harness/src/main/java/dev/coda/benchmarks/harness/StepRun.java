package dev.coda.benchmarks.harness;

import java.util.Arrays;
import java.util.Map;

/** Has a library keep steps, and says what the median one takes. */
final class StepRun {
  private StepRun() {}

  static Result run(DurableLibrary library, String jdbcUrl, int workflows, int stepsEach)
      throws Exception {
    long[] took = library.run(jdbcUrl, workflows, stepsEach);
    if (took.length != workflows * stepsEach) {
      return Result.failed("ran %d steps".formatted(took.length));
    }
    Arrays.sort(took);
    return Result.of(Map.of("step", (double) took[took.length / 2]));
  }
}

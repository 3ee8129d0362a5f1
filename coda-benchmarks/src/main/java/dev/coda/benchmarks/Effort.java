package dev.coda.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How thoroughly is measured. Immutable.
 *
 * @param rounds how often everything is measured, all workloads in turn
 * @param forks how many JVMs each workload gets in a round; 0 for none but this one
 * @param warmUp how long a workload runs before it counts; none for not at all
 * @param measure how long it counts; none for a single call
 */
record Effort(int rounds, int forks, TimeValue warmUp, TimeValue measure) {
  /**
   * Enough for figures. The loop is much code: after three seconds of warming up on two cores it
   * still takes ten times what it takes after ten.
   */
  static Effort full(int rounds) {
    return new Effort(rounds, 1, TimeValue.seconds(12), TimeValue.seconds(2));
  }

  /** Each workload once in this JVM, to see that it works; the figures mean nothing. */
  static Effort smoke() {
    return new Effort(1, 0, TimeValue.NONE, TimeValue.NONE);
  }

  boolean isSmoke() {
    return measure.equals(TimeValue.NONE);
  }
}

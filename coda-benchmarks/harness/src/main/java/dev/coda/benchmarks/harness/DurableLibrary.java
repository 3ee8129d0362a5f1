package dev.coda.benchmarks.harness;

/** One library that keeps the result of each step of a workflow in PostgreSQL. Thread-safe. */
@FunctionalInterface
public interface DurableLibrary {
  /**
   * Runs workflows of steps one after the other, each step with {@link Expected#STEP_RESULT}.
   *
   * @return how many nanoseconds each step took
   */
  long[] run(String jdbcUrl, int workflows, int stepsEach) throws Exception;
}

package dev.coda.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * P10: a run whose model writes large arguments in deltas of four bytes. The floor appends the same
 * deltas to one buffer.
 */
@State(Scope.Benchmark)
public class ArgumentDeltas {
  private final LargeCall quarter = new LargeCall(16 * 1024);
  private final LargeCall whole = new LargeCall(64 * 1024);

  @Benchmark
  public int quarter() {
    return quarter.run();
  }

  @Benchmark
  public int whole() {
    return whole.run();
  }

  @Benchmark
  public String quarterFloor() {
    return quarter.append();
  }

  @Benchmark
  public String wholeFloor() {
    return whole.append();
  }

  @TearDown
  public void close() {
    quarter.close();
    whole.close();
  }
}

package dev.coda.sampletools.solver;

import dev.coda.sampletools.tool.SampleTool;
import dev.coda.sampletools.tool.ToolInput;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Solves linear and mixed-integer programs within a time limit.
 *
 * <p>Thread-safe.
 */
public final class SolverOptimizeTool implements SampleTool {
  private final Duration timeLimit;
  private final LongSupplier nanoTime;

  /** Creates the tool with a time limit for each call, and the source of elapsed nanoseconds. */
  public SolverOptimizeTool(Duration timeLimit, LongSupplier nanoTime) {
    this.timeLimit = timeLimit;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "solver_optimize";
  }

  @Override
  public Record call(ToolInput input) {
    LinearProgram program = LinearProgramReader.read(input);
    Deadline deadline = Deadline.in(timeLimit, nanoTime);
    Outcome outcome = Optimizer.solve(program, deadline);
    return Solution.of(program, outcome, deadline.elapsedMillis());
  }
}

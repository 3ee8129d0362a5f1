package dev.coda.benchmarks;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures every workload once a round, so that what the machine does meanwhile meets them all. A
 * workload that fails has no figure in that round.
 */
final class Rounds {
  /** The workload of {@link ParallelTools}, which JMH would only slow down. */
  static final String PARALLEL_TOOLS = "ParallelTools.turn";

  static final String PARALLEL_TOOLS_FLOOR = "ParallelTools.floor";

  private static final String BYTES_PER_CALL = "gc.alloc.rate.norm";
  private static final List<Class<?>> WORKLOADS =
      List.of(AgentBuild.class, ToolLoop.class, ArgumentDeltas.class, LongConversation.class);

  private final Effort effort;
  private final Path log;
  private final List<Contender> peers;

  /**
   * @param log where JMH writes what it does, and why a workload failed
   */
  Rounds(Effort effort, Path log, List<Contender> peers) {
    this.effort = effort;
    this.log = log;
    this.peers = peers;
  }

  Figures measure() throws Exception {
    Figures figures = new Figures(effort.rounds());
    try (PeerCalls others = new PeerCalls(peers, effort, log)) {
      for (int round = 1; round <= effort.rounds(); round++) {
        System.out.printf("Round %d of %d%n", round, effort.rounds());
        measureParallelTools(figures);
        measureCalls(round).forEach(result -> add(result, figures));
        others.measure(figures);
      }
    }
    return figures;
  }

  private void measureParallelTools(Figures figures) throws Exception {
    try (ParallelTools tools = new ParallelTools()) {
      if (!effort.isSmoke()) {
        tools.turn();
        tools.floor();
      }
      figures.add(PARALLEL_TOOLS, Measure.TIME, tools.turn());
      figures.add(PARALLEL_TOOLS_FLOOR, Measure.TIME, tools.floor());
    }
  }

  private Collection<RunResult> measureCalls(int round) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(effort.isSmoke() ? Mode.SingleShotTime : Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(effort.forks())
            .warmupIterations(effort.isSmoke() ? 0 : 1)
            .measurementIterations(1)
            .jvmArgsAppend("-Xms512m", "-Xmx512m")
            .addProfiler(GCProfiler.class)
            .output(log.resolveSibling(round + "-" + log.getFileName()).toString());
    if (!effort.isSmoke()) {
      options.warmupTime(effort.warmUp()).measurementTime(effort.measure());
    }
    WORKLOADS.forEach(type -> options.include("\\." + type.getSimpleName() + "\\."));
    Options built = options.build();
    return new Runner(built).run();
  }

  private static void add(RunResult result, Figures figures) {
    String name = result.getParams().getBenchmark();
    String workload = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    figures.add(workload, Measure.TIME, result.getPrimaryResult().getScore());
    Result<?> bytes = result.getSecondaryResults().get(BYTES_PER_CALL);
    if (bytes != null) {
      figures.add(workload, Measure.BYTES, bytes.getScore());
    }
  }
}

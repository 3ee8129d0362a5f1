package dev.coda.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Describes what the table shows of the streams: Coda beside a floor and its peers. */
final class StreamPlan {
  private static final double MILLIS = 1e6;
  private static final double MIB = 1 << 20;
  private static final int MOST_THREADS = 32;

  private final Figures figures;
  private final List<Row> rows = new ArrayList<>();

  private StreamPlan(Figures figures) {
    this.figures = figures;
  }

  static List<Row> rows(Figures figures) {
    StreamPlan plan = new StreamPlan(figures);
    String okHttp = Contender.OK_HTTP;
    String raw = Contender.RAW_SOCKET;
    plan.row("P1", "burst, CPU a token", "burst", Measure.TIME, okHttp, Target.timesFloor(1.25));
    plan.row("P2", "1000 streams, CPU a token", "paced", Measure.TIME, raw, Target.timesFloor(1.3));
    plan.row("P2", "against OkHttp and Jackson", "paced", Measure.TIME, okHttp, Target.none());
    plan.row("P2", "the same, threads", "threads", Measure.COUNT, raw, Target.atMost(MOST_THREADS));
    plan.row("P2", "the same, memory", "memory", Measure.BYTES, raw, Target.atMost(200 * MIB));
    plan.row("P3", "first token, p50", "first50", Measure.TIME, okHttp, Target.none());
    plan.row("P3", "first token, p99", "first99", Measure.TIME, okHttp, Target.atMost(10 * MILLIS));
    for (int streams : new int[] {64, StreamRounds.MANY}) {
      String workload = "at once " + streams;
      plan.row(
          "P5",
          streams + " at once, wall ÷ ideal",
          workload,
          Measure.COUNT,
          okHttp,
          Target.atMost(1.15));
    }
    for (int rounds : new int[] {1, 3, 10}) {
      String loop = "loop " + rounds + " ";
      String label = rounds + (rounds == 1 ? " round" : " rounds");
      plan.row("P8", label + ", p50", loop + "p50", Measure.TIME, okHttp, Target.timesFloor(1.1));
      plan.row("P8", label + ", p99", loop + "p99", Measure.TIME, okHttp, Target.timesFloor(1.25));
      plan.row("P8", label + ", CPU", loop + "cpu", Measure.TIME, okHttp, Target.none());
    }
    return plan.rows;
  }

  private void row(
      String id, String label, String workload, Measure measure, String floor, Target target) {
    UnaryOperator<String> of = name -> name + " " + workload;
    Map<String, Series> peers =
        Contender.PEERS.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), peer -> figures.series(of.apply(peer), measure)));
    rows.add(
        new Row(
            id,
            label,
            measure,
            figures.series(of.apply(Contender.CODA), measure),
            figures.series(of.apply(floor), measure),
            target,
            peers));
  }
}

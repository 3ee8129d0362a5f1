package dev.coda.benchmarks;

import dev.coda.benchmarks.harness.Order;
import dev.coda.benchmarks.harness.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Has every contender do the same, one after the other and in another order each round. Each is a
 * JVM of its own that lives through all rounds, and has warmed up before the first.
 */
final class StreamRounds implements AutoCloseable {
  static final int MANY = 1000;
  private static final int SOME = 64;
  private static final int BURSTS = 10;
  private static final int IDEAL_TOKENS = 20;
  private static final int EVERY_MS = 50;

  private final ContenderProcess host;
  private final String address;
  private final Map<Contender, ContenderProcess> processes = new LinkedHashMap<>();
  private final Figures figures;

  StreamRounds(List<Contender> contenders, Path log, Figures figures) throws IOException {
    this.figures = figures;
    this.host = ContenderProcess.host(log);
    this.address = host.firstLine();
    for (Contender contender : contenders) {
      processes.put(contender, ContenderProcess.start(contender, log));
    }
  }

  void warmUp() throws IOException {
    for (Map.Entry<Contender, ContenderProcess> each : processes.entrySet()) {
      for (int i = 0; i < 2 * BURSTS; i++) {
        ask(each, order(16, 512, 0, 0));
      }
      ask(each, order(MANY, IDEAL_TOKENS, EVERY_MS, 1000));
      for (int rounds : new int[] {1, 3, 10}) {
        ask(each, loop(rounds, 1500));
      }
    }
  }

  void measure(int round) throws IOException {
    List<Map.Entry<Contender, ContenderProcess>> order = new ArrayList<>(processes.entrySet());
    Collections.rotate(order, round);
    for (Map.Entry<Contender, ContenderProcess> each : order) {
      bursts(each);
    }
    for (Map.Entry<Contender, ContenderProcess> each : order) {
      paced(each);
    }
    for (Map.Entry<Contender, ContenderProcess> each : order) {
      atOnce(each, SOME);
      atOnce(each, MANY);
    }
    for (Map.Entry<Contender, ContenderProcess> each : order) {
      loops(each);
    }
  }

  private void bursts(Map.Entry<Contender, ContenderProcess> each) throws IOException {
    double cpu = 0;
    for (int i = 0; i < BURSTS; i++) {
      Result result = ask(each, order(16, 512, 0, 0));
      cpu += result.figures().getOrDefault("cpu", Double.NaN);
    }
    add(each, "burst", Measure.TIME, cpu / BURSTS);
  }

  private void paced(Map.Entry<Contender, ContenderProcess> each) throws IOException {
    Result result = ask(each, order(MANY, 100, EVERY_MS, 4000));
    add(each, "paced", Measure.TIME, result, "cpu");
    add(each, "threads", Measure.COUNT, result, "threads");
    add(each, "memory", Measure.BYTES, result, "rss");
    add(each, "first50", Measure.TIME, result, "first50");
    add(each, "first99", Measure.TIME, result, "first99");
  }

  private void atOnce(Map.Entry<Contender, ContenderProcess> each, int streams) throws IOException {
    Result result = ask(each, order(streams, IDEAL_TOKENS, EVERY_MS, 0));
    double ideal = (IDEAL_TOKENS - 1) * EVERY_MS * 1e6;
    double wall = result.figures().getOrDefault("wall", Double.NaN);
    add(each, "at once " + streams, Measure.COUNT, wall / ideal);
  }

  private void loops(Map.Entry<Contender, ContenderProcess> each) throws IOException {
    for (int rounds : new int[] {1, 3, 10}) {
      Result result = ask(each, loop(rounds, 200));
      for (String figure : new String[] {"p50", "p99", "cpu"}) {
        add(each, "loop " + rounds + " " + figure, Measure.TIME, result, figure);
      }
    }
  }

  private Result ask(Map.Entry<Contender, ContenderProcess> each, String order) throws IOException {
    return each.getValue().ask(each.getKey(), order);
  }

  private String order(int streams, int tokens, int everyMs, int spreadMs) {
    return "stream " + new Order(address, streams, tokens, everyMs, spreadMs).line();
  }

  private String loop(int rounds, int times) {
    return "loop http://" + address + "/loop/" + rounds + "/v1 " + times;
  }

  private void add(
      Map.Entry<Contender, ContenderProcess> each,
      String workload,
      Measure measure,
      Result result,
      String figure) {
    add(each, workload, measure, result.figures().getOrDefault(figure, Double.NaN));
  }

  /** A round with an error has no figure, and voids the row. */
  private void add(
      Map.Entry<Contender, ContenderProcess> each, String workload, Measure measure, double value) {
    if (!Double.isNaN(value)) {
      figures.add(each.getKey().name() + " " + workload, measure, value);
    }
  }

  @Override
  public void close() {
    processes.values().forEach(ContenderProcess::close);
    host.close();
  }
}

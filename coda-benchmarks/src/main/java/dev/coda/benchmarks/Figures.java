package dev.coda.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what was measured, by workload. Confined to one thread at a time. */
final class Figures {
  private final int rounds;
  private final Map<Key, List<Double>> values = new HashMap<>();

  Figures(int rounds) {
    this.rounds = rounds;
  }

  void add(String workload, Measure measure, double value) {
    values.computeIfAbsent(new Key(workload, measure), key -> new ArrayList<>()).add(value);
  }

  /** Returns all rounds of a workload; void if one of them failed. */
  Series series(String workload, Measure measure) {
    List<Double> all = values.getOrDefault(new Key(workload, measure), List.of());
    return all.size() == rounds ? new Series(all) : Series.VOID;
  }

  private record Key(String workload, Measure measure) {}
}

package dev.coda.benchmarks;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** One figure of each round; void if a round failed. Immutable. */
record Series(List<Double> rounds) {
  static final Series VOID = new Series(List.of());

  Series {
    rounds = List.copyOf(rounds);
  }

  boolean isVoid() {
    return rounds.isEmpty();
  }

  double median() {
    List<Double> sorted = rounds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double max() {
    return rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  Series map(DoubleUnaryOperator change) {
    return new Series(rounds.stream().map(change::applyAsDouble).toList());
  }

  /** Subtracts round by round. */
  Series minus(Series other) {
    if (rounds.size() != other.rounds.size()) {
      return VOID;
    }
    return new Series(
        IntStream.range(0, rounds.size())
            .mapToObj(round -> rounds.get(round) - other.rounds.get(round))
            .toList());
  }
}

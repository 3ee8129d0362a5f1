package dev.coda.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the table: a figure beside its floor, its target and its peers. Immutable.
 *
 * @param peers by name, void where a peer has no such figure
 */
record Row(
    String id,
    String workload,
    Measure measure,
    Series ours,
    Series floor,
    Target target,
    Map<String, Series> peers) {
  static final List<String> HEADINGS =
      List.of("id", "workload", "Coda", "floor", "ratio", "target", "verdict");

  Row {
    peers = Map.copyOf(peers);
  }

  Row(String id, String workload, Measure measure, Series ours, Series floor, Target target) {
    this(id, workload, measure, ours, floor, target, Map.of());
  }

  boolean isVoid() {
    return ours.isVoid() || floor.isVoid();
  }

  boolean hasFigureOf(String peer) {
    return !peers.getOrDefault(peer, Series.VOID).isVoid();
  }

  /** Returns what the line shows below the headings and these peers. */
  List<String> cells(List<String> columns) {
    List<String> cells = new ArrayList<>(List.of(id, workload));
    if (isVoid()) {
      cells.addAll(List.of("void", "void", "–", target.show(measure), "void"));
    } else {
      cells.addAll(
          List.of(
              measure.show(ours),
              measure.show(floor),
              times(ours.median() / floor.median()),
              target.show(measure),
              target.verdict(ours.median(), floor.median())));
    }
    columns.forEach(peer -> cells.add(peer(peers.getOrDefault(peer, Series.VOID))));
    return cells;
  }

  private String peer(Series peer) {
    if (peer.isVoid()) {
      return "–";
    }
    String figure = measure.show(peer);
    return ours.isVoid() ? figure : figure + ", " + times(peer.median() / ours.median());
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f ×" : "%.0f ×", ratio);
  }
}

package dev.coda.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Is one line of the table: a figure beside its floor, its target and its peers. Immutable.
 *
 * @param peers in the order of {@link Contender#PEERS}, void where a peer has no such figure; none
 *     where there is nothing to compare with
 */
record Row(
    String id,
    String workload,
    Measure measure,
    Series ours,
    Series floor,
    Target target,
    List<Series> peers) {
  static final List<String> HEADINGS = headings();

  Row {
    peers = List.copyOf(peers);
  }

  Row(String id, String workload, Measure measure, Series ours, Series floor, Target target) {
    this(id, workload, measure, ours, floor, target, List.of());
  }

  boolean isVoid() {
    return ours.isVoid() || floor.isVoid();
  }

  List<String> cells() {
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
    for (int i = 0; i < Contender.PEERS.size(); i++) {
      cells.add(i < peers.size() ? peer(peers.get(i)) : "–");
    }
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

  private static List<String> headings() {
    List<String> headings =
        new ArrayList<>(List.of("id", "workload", "Coda", "floor", "ratio", "target", "verdict"));
    headings.addAll(Contender.PEERS);
    return List.copyOf(headings);
  }
}

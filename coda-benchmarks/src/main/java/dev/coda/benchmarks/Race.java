package dev.coda.benchmarks;

import dev.coda.benchmarks.SideBySide.Spent;
import dev.coda.benchmarks.SideBySide.Task;
import java.util.List;

/** What the store and a floor took for as many tasks. Immutable. */
record Race(Spent ours, Spent floor) {
  private static final int SLICES = 8;

  /** Has them take turns, a slice each, so that what the machine does meanwhile meets both. */
  static Race run(SideBySide threads, List<Task> ours, List<Task> floor) throws Exception {
    Answers.require(ours.size(), floor.size());
    Race race = new Race(Spent.NOTHING, Spent.NOTHING);
    for (int slice = 0; slice < SLICES; slice++) {
      int from = slice * ours.size() / SLICES;
      int to = (slice + 1) * ours.size() / SLICES;
      Spent first = threads.run((slice % 2 == 0 ? ours : floor).subList(from, to));
      Spent second = threads.run((slice % 2 == 0 ? floor : ours).subList(from, to));
      race =
          slice % 2 == 0
              ? new Race(race.ours.plus(first), race.floor.plus(second))
              : new Race(race.ours.plus(second), race.floor.plus(first));
    }
    return race;
  }
}

package dev.coda.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures everything and prints one table: {@code Benchmarks <rounds> <log> <folder of peers>
 * [engine|streams]}. Ends with 1 if a row is void, and with 0 whether or not the targets are met: a
 * busy machine is no defect.
 */
final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    Path log = Path.of(args[1]).toAbsolutePath();
    Files.createDirectories(log.getParent());
    String only = args.length > 3 ? args[3] : "";
    double before = load();
    List<Row> rows = new ArrayList<>();
    if (!only.equals("engine")) {
      rows.addAll(streams(rounds, log, Contender.all(Path.of(args[2]))));
    }
    String share = "";
    if (!only.equals("streams")) {
      Figures figures = new Rounds(Effort.full(rounds), log).measure();
      rows.addAll(Plan.rows(figures));
      share = StoreShare.of(figures);
    }
    System.out.println(Table.of(rows));
    System.out.println(share);
    System.out.printf(
        Locale.ROOT,
        "Java %s, %d cores, load average %.1f before and %.1f after; median (least – most) of %d"
            + " rounds. A peer's second figure is what it takes for each one of Coda's.%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        before,
        load(),
        rounds);
    if (rows.stream().anyMatch(Row::isVoid)) {
      System.out.println("A void row has failed; " + log.getParent() + " has the logs.");
      System.exit(1);
    }
  }

  private static List<Row> streams(int rounds, Path log, List<Contender> contenders)
      throws Exception {
    Figures figures = new Figures(rounds);
    try (StreamRounds streams =
        new StreamRounds(contenders, log.resolveSibling("streams.log"), figures)) {
      streams.warmUp();
      for (int round = 1; round <= rounds; round++) {
        System.out.printf("Streams, round %d of %d%n", round, rounds);
        streams.measure(round);
      }
    }
    return StreamPlan.rows(figures);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}

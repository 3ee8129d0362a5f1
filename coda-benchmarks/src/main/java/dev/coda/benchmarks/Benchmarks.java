package dev.coda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures everything, prints a table of each part and, after enough rounds, writes it into {@code
 * docs/benchmarks}: {@code Benchmarks <rounds> <log> <folder of peers>
 * [engine|streams|store|server]}. Ends with 1 if a row is void, and with 0 whether or not the
 * targets are met: a busy machine is not a defect.
 */
final class Benchmarks {
  /** With fewer, figures are a first look and not to be kept. */
  private static final int ENOUGH_ROUNDS = 5;

  private final int rounds;
  private final Path log;
  private final Path peers;
  private final List<Report> reports = new ArrayList<>();

  private Benchmarks(int rounds, Path log, Path peers) {
    this.rounds = rounds;
    this.log = log;
    this.peers = peers;
  }

  public static void main(String[] args) throws Exception {
    Path log = Path.of(args[1]).toAbsolutePath();
    Files.createDirectories(log.getParent());
    Benchmarks all = new Benchmarks(Integer.parseInt(args[0]), log, Path.of(args[2]));
    String only = args.length > 3 ? args[3] : "all";
    double before = Machine.load();
    if (only.equals("streams") || only.equals("all")) {
      all.streams();
    }
    if (only.equals("engine") || only.equals("all")) {
      all.engine();
    }
    if (only.equals("store") || only.equals("all")) {
      all.store();
    }
    if (only.equals("server") || only.equals("all")) {
      all.server();
    }
    all.print(Machine.now(before));
    System.exit(all.reports.stream().anyMatch(Report::isVoid) ? 1 : 0);
  }

  private void streams() throws Exception {
    List<Contender> contenders = new ArrayList<>(Contender.own());
    contenders.addAll(Contender.peers(peers, Contender.STREAMING));
    Figures figures = new Figures(rounds);
    try (StreamRounds streams =
        new StreamRounds(contenders, log.resolveSibling("streams.log"), figures)) {
      streams.warmUp();
      for (int round = 1; round <= rounds; round++) {
        System.out.printf("Streams, round %d of %d%n", round, rounds);
        streams.measure(round);
      }
    }
    reports.add(new Report("streams", StreamPlan.rows(figures), List.of()));
  }

  private void engine() throws Exception {
    List<Contender> others = Contender.peers(peers, Contender.IN_PROCESS);
    Figures figures = new Rounds(Effort.full(rounds), log, others).measure();
    List<Row> rows = new ArrayList<>(Plan.rows(figures));
    rows.addAll(ClassPathPlan.rows(peers));
    reports.add(new Report("engine", rows, List.of(StoreShare.of(figures))));
  }

  private void store() throws Exception {
    Figures figures = new Figures(rounds);
    String note;
    try (StoreServer server = StoreServer.start();
        StoreRounds store = new StoreRounds(server, StoreWork.full(), figures);
        PeerSteps others =
            new PeerSteps(
                Contender.peers(peers, List.of(Contender.DBOS)),
                server,
                StoreWork.full(),
                log.resolveSibling("peers.log"))) {
      store.warmUp();
      others.warmUp();
      for (int round = 1; round <= rounds; round++) {
        System.out.printf("Store, round %d of %d%n", round, rounds);
        store.measure();
        others.measure(figures);
      }
      note =
          String.format(Locale.ROOT, "A commit of P19 has %.1f events.", store.eventsOfACommit());
    }
    reports.add(new Report("store", StorePlan.rows(figures), List.of(note)));
  }

  private void server() throws Exception {
    Path archive = peers.resolve("../../coda-reference-server/target/coda-server.jar").normalize();
    if (!Files.exists(archive)) {
      System.out.println(
          "The server is not measured: make its archive first, mvn package -Parchive.");
      return;
    }
    Figures figures = new Figures(rounds);
    try (ServerRounds server =
        new ServerRounds(archive, ServerWork.full(), log.resolveSibling("server.log"), figures)) {
      for (int round = 1; round <= rounds; round++) {
        System.out.printf("Server, round %d of %d%n", round, rounds);
        server.measure();
      }
    }
    reports.add(new Report("server", ServerPlan.rows(figures), List.of()));
  }

  private void print(Machine machine) throws IOException {
    Path folder = peers.resolve("../../docs/benchmarks").normalize();
    for (Report report : reports) {
      System.out.println(report.page(rounds, machine));
      if (report.isVoid()) {
        System.out.println("A void row has failed; " + log.getParent() + " has the logs.");
      } else if (rounds >= ENOUGH_ROUNDS) {
        report.write(folder, rounds, machine);
      }
    }
  }
}

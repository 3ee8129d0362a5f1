package dev.coda.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures everything and prints one table: {@code Benchmarks <rounds> <log> <folder of peers>
 * [engine|streams|store|server]}. Ends with 1 if a row is void, and with 0 whether or not the
 * targets are met: a busy machine is not a defect.
 */
final class Benchmarks {
  private final int rounds;
  private final Path log;
  private final Path peers;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

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
    double before = load();
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
    all.print(before);
    System.exit(all.rows.stream().anyMatch(Row::isVoid) ? 1 : 0);
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
    rows.addAll(StreamPlan.rows(figures));
  }

  private void engine() throws Exception {
    List<Contender> others = Contender.peers(peers, Contender.IN_PROCESS);
    Figures figures = new Rounds(Effort.full(rounds), log, others).measure();
    rows.addAll(Plan.rows(figures));
    rows.addAll(ClassPathPlan.rows(peers));
    notes.add(StoreShare.of(figures));
  }

  private void store() throws Exception {
    Figures figures = new Figures(rounds);
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
      notes.add(
          String.format(Locale.ROOT, "A commit of P19 has %.1f events.", store.eventsOfACommit()));
    }
    rows.addAll(StorePlan.rows(figures));
  }

  private void server() throws Exception {
    Path archive = peers.resolve("../../coda-reference-server/target/coda-server.jar").normalize();
    if (!Files.exists(archive)) {
      notes.add("The server is not measured: make its archive first, mvn package -Parchive.");
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
    rows.addAll(ServerPlan.rows(figures));
  }

  private void print(double before) {
    System.out.println(Table.of(rows));
    notes.forEach(System.out::println);
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
    }
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}

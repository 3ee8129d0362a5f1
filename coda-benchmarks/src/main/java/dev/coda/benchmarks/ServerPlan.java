package dev.coda.benchmarks;

import java.util.List;

/** Describes what the table shows of the reference server. */
final class ServerPlan {
  private static final double MILLIS = 1e6;

  /** 10,000 messages a minute are 167 a second, each a turn; twice that is room to breathe. */
  private static final double TURNS_PER_SECOND = 334;

  private static final int VIEWERS = ServerWork.full().runs() * ServerWork.full().viewers();

  private ServerPlan() {}

  static List<Row> rows(Figures figures) {
    String on = ServerRounds.MEMORY;
    String off = ServerRounds.PLAIN;
    Target enough = Target.atLeast(TURNS_PER_SECOND);
    Target little = Target.timesFloor(1.1);
    return List.of(
        row(
            figures,
            "P12",
            "turns a second, memory off",
            Measure.COUNT,
            off,
            ServerRounds.DIRECT,
            enough),
        row(figures, "P12", "memory on, against off", Measure.COUNT, on, off, enough),
        time(figures, "P12", "the same, CPU of the server", on, off, ServerRounds.SERVER, little),
        time(figures, "P12", "the same, of PostgreSQL", on, off, ServerRounds.DATABASE, little),
        paced(figures, "first token, p95, memory off", ServerRounds.PACED_PLAIN),
        pacedTime(
            figures,
            "the same, CPU of the server",
            ServerRounds.PACED_PLAIN,
            off,
            ServerRounds.SERVER),
        paced(figures, "first token, p95, memory on", ServerRounds.PACED),
        pacedTime(
            figures, "the same, CPU of the server", ServerRounds.PACED, on, ServerRounds.SERVER),
        row(
            figures,
            "P21",
            "%d viewers come back, p99".formatted(VIEWERS),
            Measure.TIME,
            Rejoining.BACK,
            Rejoining.CONNECTIONS,
            Target.atMost(300 * MILLIS)),
        row(
            figures,
            "–",
            "stop to the model's socket, p99",
            Measure.TIME,
            ServerRounds.STOP,
            ServerRounds.REQUEST,
            Target.none()),
        row(
            figures,
            "P24",
            "start to a healthy answer",
            Measure.TIME,
            ServerRounds.START,
            ServerRounds.START_FLOOR,
            Target.none()));
  }

  private static Row paced(Figures figures, String workload, String ours) {
    return row(
        figures,
        "P13",
        workload,
        Measure.TIME,
        ours,
        ours + ServerRounds.DIRECT,
        Target.atMost(20 * MILLIS));
  }

  /** Beside what a turn takes where users ask as fast as they are answered. */
  private static Row pacedTime(
      Figures figures, String workload, String ours, String floor, String part) {
    return time(figures, "P13", workload, ours, floor, part, Target.none());
  }

  private static Row time(
      Figures figures,
      String id,
      String workload,
      String ours,
      String floor,
      String part,
      Target target) {
    return row(figures, id, workload, Measure.TIME, ours + part, floor + part, target);
  }

  private static Row row(
      Figures figures,
      String id,
      String workload,
      Measure measure,
      String ours,
      String floor,
      Target target) {
    return new Row(
        id,
        workload,
        measure,
        figures.series(ours, measure),
        figures.series(floor, measure),
        target);
  }
}

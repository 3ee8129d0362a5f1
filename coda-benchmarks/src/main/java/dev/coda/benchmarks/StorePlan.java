package dev.coda.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Describes what the table shows of the store in PostgreSQL. */
final class StorePlan {
  private StorePlan() {}

  static List<Row> rows(Figures figures) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        rate(
            figures,
            "P18",
            "turns stored a second",
            StoreRounds.TURNS,
            StoreRounds.TURNS_FLOOR,
            Target.ofFloor(0.95)));
    rows.add(
        new Row(
            "P18",
            "the same, CPU of the client",
            Measure.TIME,
            figures.series(StoreRounds.TURNS, Measure.TIME),
            figures.series(StoreRounds.TURNS_FLOOR, Measure.TIME),
            Target.timesFloor(1.4)));
    rows.add(
        rate(
            figures,
            "P19",
            "events a second",
            StoreRounds.EVENTS,
            StoreRounds.EVENTS_FLOOR,
            Target.ofFloor(0.8)));
    rows.add(
        rate(
            figures,
            "P19",
            "the same, 64 writers",
            StoreRounds.MANY,
            StoreRounds.MANY_FLOOR,
            Target.ofFloor(1)));
    rows.add(
        rate(
            figures,
            "P19",
            "against one COPY of all",
            StoreRounds.EVENTS,
            StoreRounds.EVENTS_AT_ONCE,
            Target.none()));
    rows.add(step(figures, "durable step", DurableSteps.RESULT, Target.timesFloor(1.35)));
    Series dbos = figures.series(Contender.DBOS + " " + DurableSteps.RESULT, Measure.TIME);
    if (!dbos.isVoid()) {
      rows.add(
          new Row(
              "P20",
              "the same against DBOS",
              Measure.TIME,
              figures.series(DurableSteps.RESULT, Measure.TIME),
              dbos,
              Target.timesFloor(0.4)));
    }
    rows.add(step(figures, "a tool's start and result", DurableSteps.CALL, Target.none()));
    return rows;
  }

  private static Row rate(
      Figures figures, String id, String workload, String ours, String floor, Target target) {
    return new Row(
        id,
        workload,
        Measure.COUNT,
        figures.series(ours, Measure.COUNT),
        figures.series(floor, Measure.COUNT),
        target);
  }

  private static Row step(Figures figures, String workload, String ours, Target target) {
    return new Row(
        "P20",
        workload,
        Measure.TIME,
        figures.series(ours, Measure.TIME),
        figures.series(DurableSteps.FLOOR, Measure.TIME),
        target,
        Map.of(
            Contender.DBOS,
            figures.series(Contender.DBOS + " " + DurableSteps.RESULT, Measure.TIME)));
  }
}

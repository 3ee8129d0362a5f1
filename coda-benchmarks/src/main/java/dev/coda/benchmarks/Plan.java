package dev.coda.benchmarks;

import dev.coda.benchmarks.harness.InProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Describes what the table shows: each workload with its floor and what is aimed at. */
final class Plan {
  private static final double MICROS = 1_000;
  private static final double MILLIS = 1_000_000;
  private static final double KIB = 1_024;

  private final Figures figures;
  private final List<Row> rows = new ArrayList<>();

  private Plan(Figures figures) {
    this.figures = figures;
  }

  static List<Row> rows(Figures figures) {
    Plan plan = new Plan(figures);
    plan.building();
    plan.looping();
    plan.streaming();
    plan.growing();
    return plan.rows;
  }

  private void building() {
    Target time = Target.atMost(0.6 * MICROS);
    Target bytes = Target.atMost(2 * KIB);
    String one = "AgentBuild.oneToolFloor";
    both("P6", "agent with 1 tool", "AgentBuild.oneTool", one, time, bytes, InProcess.ONE_TOOL);
    String floor = "AgentBuild.manyToolsFloor";
    both(
        "P6",
        "agent with 32 tools",
        "AgentBuild.manyTools",
        floor,
        time,
        bytes,
        InProcess.MANY_TOOLS);
    both("P6", "the same, tools offered", "AgentBuild.manyToolsOffered", floor);
  }

  private void looping() {
    Target time = Target.atMost(5 * MICROS);
    Target bytes = Target.atMost(12 * KIB);
    String floor = "ToolLoop.floor";
    String peers = InProcess.TOOL_LOOP;
    both("P7", "tool loop, one thread", "ToolLoop.sameThread", floor, time, bytes, peers);
    both("P7", "the same, in-memory store", "ToolLoop.sameThreadStored", floor);
    both(
        "P7",
        "tool loop, virtual threads",
        "ToolLoop.virtualThreads",
        floor,
        Target.atMost(40 * MICROS),
        bytes);
    both("P7", "the same, in-memory store", "ToolLoop.virtualThreadsStored", floor);
    row(
        "P9",
        "8 tools of 100 ms at once",
        Measure.TIME,
        time(Rounds.PARALLEL_TOOLS),
        time(Rounds.PARALLEL_TOOLS_FLOOR),
        Target.atMost(108 * MILLIS));
  }

  private void streaming() {
    String whole = "ArgumentDeltas.whole";
    Target target = Target.timesFloor(1.3);
    both(
        "P10",
        "64 KiB of arguments, 4 at a time",
        whole,
        "ArgumentDeltas.wholeFloor",
        Target.none(),
        Target.atMost(1024 * KIB));
    row(
        "P10",
        "64 KiB against 4 times 16 KiB",
        Measure.TIME,
        time(whole),
        time("ArgumentDeltas.quarter").map(nanos -> 4 * nanos),
        target);
  }

  private void growing() {
    both("P11", "turn after 0 messages", "LongConversation.first", "LongConversation.firstFloor");
    both(
        "P11",
        "turn after 200 messages",
        "LongConversation.hundreds",
        "LongConversation.hundredsFloor");
    String last = "LongConversation.thousands";
    both("P11", "turn after 2000 messages", last, last + "Floor");
    row(
        "P11",
        "growth from 0 to 2000",
        Measure.TIME,
        time(last).minus(time("LongConversation.first")),
        time(last + "Floor").minus(time("LongConversation.firstFloor")),
        Target.timesFloor(1.1));
  }

  private void both(String id, String workload, String ours, String floor) {
    both(id, workload, ours, floor, Target.none(), Target.none());
  }

  private void both(
      String id, String workload, String ours, String floor, Target time, Target bytes) {
    both(id, workload, ours, floor, time, bytes, "");
  }

  private void both(
      String id,
      String workload,
      String ours,
      String floor,
      Target time,
      Target bytes,
      String peers) {
    Measure of = Measure.TIME;
    rows.add(new Row(id, workload, of, time(ours), time(floor), time, peers(peers, of)));
    of = Measure.BYTES;
    rows.add(new Row(id, workload, of, bytes(ours), bytes(floor), bytes, peers(peers, of)));
  }

  private Map<String, Series> peers(String workload, Measure measure) {
    return Contender.IN_PROCESS.stream()
        .collect(
            Collectors.toMap(
                Function.identity(), peer -> figures.series(peer + " " + workload, measure)));
  }

  private void row(
      String id, String workload, Measure measure, Series ours, Series floor, Target target) {
    rows.add(new Row(id, workload, measure, ours, floor, target));
  }

  private Series time(String workload) {
    return figures.series(workload, Measure.TIME);
  }

  private Series bytes(String workload) {
    return figures.series(workload, Measure.BYTES);
  }
}

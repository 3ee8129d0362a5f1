package dev.coda.benchmarks;

import dev.coda.api.event.RunEvent;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunStore;
import dev.coda.benchmarks.SideBySide.Task;
import dev.coda.store.postgres.PostgresStores;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Has the store and its floors keep as much in one database, taking turns. What they are given is
 * made beforehand; what is in the tables afterwards has to be all of it.
 */
final class StoreRounds implements AutoCloseable {
  static final String TURNS = "store turns";
  static final String TURNS_FLOOR = "store turns floor";
  static final String EVENTS = "store events";
  static final String EVENTS_FLOOR = "store events floor";
  static final String MANY = "store events of many";
  static final String MANY_FLOOR = "store events of many, floor";
  static final String EVENTS_AT_ONCE = "store events at once";

  private final StoreServer server;
  private final Figures figures;
  private final SideBySide threads;
  private final SideBySide manyThreads;
  private final List<StoredTurn> ours;
  private final List<StoredTurn> floor;
  private final List<List<RecordedStatement>> statements = new ArrayList<>();
  private final DurableSteps steps;

  StoreRounds(StoreServer server, StoreWork work, Figures figures) throws Exception {
    this.server = server;
    this.figures = figures;
    this.threads = new SideBySide(work.threads());
    this.manyThreads = new SideBySide(work.manyThreads());
    TurnMaker maker = new TurnMaker();
    this.ours = maker.answers(work.turns());
    this.floor = maker.answers(work.turns());
    this.steps = new DurableSteps(server, maker.withTools(work.toolTurns(), work.calls()));
    record();
  }

  /** Returns how many events a commit of {@link #EVENTS} has on average. */
  double eventsOfACommit() {
    return (double) eventsAlone(ours) / commitsOfEventsAlone(ours);
  }

  void warmUp() throws Exception {
    var _ = turns();
    var _ = events(threads);
    var _ = events(manyThreads);
    var _ = steps.measure();
  }

  void measure() throws Exception {
    Race turns = turns();
    figures.add(TURNS, Measure.COUNT, ours.size() / turns.ours().seconds());
    figures.add(TURNS_FLOOR, Measure.COUNT, floor.size() / turns.floor().seconds());
    figures.add(TURNS, Measure.TIME, turns.ours().cpuNanos() / ours.size());
    figures.add(TURNS_FLOOR, Measure.TIME, turns.floor().cpuNanos() / floor.size());
    Race events = events(threads);
    figures.add(EVENTS, Measure.COUNT, eventsAlone(ours) / events.ours().seconds());
    figures.add(EVENTS_FLOOR, Measure.COUNT, eventsAlone(floor) / events.floor().seconds());
    Race many = events(manyThreads);
    figures.add(MANY, Measure.COUNT, eventsAlone(ours) / many.ours().seconds());
    figures.add(MANY_FLOOR, Measure.COUNT, eventsAlone(floor) / many.floor().seconds());
    figures.add(EVENTS_AT_ONCE, Measure.COUNT, eventsAtOnce());
    for (Map.Entry<String, Double> each : steps.measure().entrySet()) {
      figures.add(each.getKey(), Measure.TIME, each.getValue());
    }
  }

  /**
   * Remembers the statements that the store sends for each turn, so that they can be sent again.
   */
  private void record() throws SQLException {
    StatementRecorder recorder = new StatementRecorder(server.pool);
    try (PostgresStores recorded =
        PostgresStores.builder(recorder.dataSource()).schema("public").migrate(false).build()) {
      openSessions();
      var _ = recorder.drain();
      for (StoredTurn turn : floor) {
        turn.start(recorded.runs());
        turn.append(recorded.runs());
        statements.add(recorder.drain());
      }
    }
  }

  private Race turns() throws Exception {
    openSessions();
    RunStore store = server.stores.runs();
    List<Task> storing = new ArrayList<>();
    for (StoredTurn turn : ours) {
      storing.add(() -> {
        turn.start(store);
        turn.append(store);
      });
    }
    List<Task> sending = new ArrayList<>();
    for (List<RecordedStatement> turn : statements) {
      sending.add(() -> send(turn));
    }
    Race race = Race.run(threads, storing, sending);
    requireRows("runs WHERE status = 'completed'", both().count());
    requireRows("run_events", both().mapToLong(StoredTurn::commits).sum());
    requireRows("messages", both().mapToLong(StoredTurn::messages).sum());
    return race;
  }

  private Race events(SideBySide threads) throws Exception {
    startTurns();
    RunStore store = server.stores.runs();
    List<Task> appending = new ArrayList<>();
    for (StoredTurn turn : ours) {
      appending.add(() -> turn.eventsAlone().forEach(store::append));
    }
    List<Task> copying = new ArrayList<>();
    for (StoredTurn turn : floor) {
      List<EventCopy> copies =
          turn.eventsAlone().stream().map(RunCommit::events).map(EventCopy::of).toList();
      copying.add(() -> {
        for (EventCopy copy : copies) {
          send(copy);
        }
      });
    }
    long before = server.count("run_events");
    Race race = Race.run(threads, appending, copying);
    requireRows("run_events", before + commitsOfEventsAlone(ours) + eventsAlone(floor));
    return race;
  }

  private double eventsAtOnce() throws Exception {
    startTurns();
    List<RunEvent> all =
        floor.stream()
            .flatMap(turn -> turn.eventsAlone().stream())
            .flatMap(commit -> commit.events().stream())
            .toList();
    EventCopy copy = EventCopy.of(all);
    long before = server.count("run_events");
    double seconds = threads.run(List.of(() -> send(copy))).seconds();
    requireRows("run_events", before + all.size());
    return all.size() / seconds;
  }

  private void send(List<RecordedStatement> turn) throws SQLException {
    for (RecordedStatement statement : turn) {
      try (Connection connection = server.pool.getConnection()) {
        Answers.require(1, statement.send(connection));
      }
    }
  }

  private void send(EventCopy copy) throws SQLException {
    try (Connection connection = server.pool.getConnection()) {
      copy.send(connection);
    }
  }

  private void startTurns() throws SQLException {
    openSessions();
    both().forEach(turn -> turn.start(server.stores.runs()));
  }

  private void openSessions() throws SQLException {
    server.clear();
    both().forEach(turn -> server.stores.sessions().create(turn.session()));
  }

  private Stream<StoredTurn> both() {
    return Stream.concat(ours.stream(), floor.stream());
  }

  private void requireRows(String table, long rows) throws SQLException {
    Answers.require(rows, server.count(table));
  }

  private static long commitsOfEventsAlone(List<StoredTurn> turns) {
    return turns.stream().mapToLong(turn -> turn.eventsAlone().size()).sum();
  }

  private static long eventsAlone(List<StoredTurn> turns) {
    return turns.stream()
        .flatMap(turn -> turn.eventsAlone().stream())
        .mapToLong(commit -> commit.events().size())
        .sum();
  }

  @Override
  public void close() {
    threads.close();
    manyThreads.close();
  }
}

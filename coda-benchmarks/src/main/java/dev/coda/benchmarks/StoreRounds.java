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

/**
 * Has the store and its floors keep the same in one database, taking turns. What they are given is
 * made beforehand; what is in the tables afterwards has to be all of it.
 */
final class StoreRounds implements AutoCloseable {
  static final String TURNS = "store turns";
  static final String TURNS_FLOOR = "store turns floor";
  static final String EVENTS = "store events";
  static final String EVENTS_FLOOR = "store events floor";
  static final String EVENTS_AT_ONCE = "store events at once";

  private final StoreServer server;
  private final Figures figures;
  private final SideBySide threads;
  private final List<StoredTurn> turns;
  private final List<List<RecordedStatement>> statements = new ArrayList<>();
  private final DurableSteps steps;

  StoreRounds(StoreServer server, StoreWork work, Figures figures) throws Exception {
    this.server = server;
    this.figures = figures;
    this.threads = new SideBySide(work.threads());
    TurnMaker maker = new TurnMaker();
    this.turns = maker.answers(work.turns());
    this.steps = new DurableSteps(server, maker.withTools(work.toolTurns(), work.calls()));
    record();
  }

  /** Returns how many rows of events a commit of {@link #EVENTS} has on average. */
  double rowsOfACommit() {
    long commits = turns.stream().mapToLong(turn -> turn.eventsAlone().size()).sum();
    return (double) events(turns) / commits;
  }

  void warmUp() throws Exception {
    storeTurns();
    sendStatements();
    appendEvents();
    copyEvents();
    steps.measure();
  }

  void measure(int round) throws Exception {
    boolean oursFirst = round % 2 == 1;
    if (oursFirst) {
      figures.add(TURNS, Measure.COUNT, storeTurns());
    }
    figures.add(TURNS_FLOOR, Measure.COUNT, sendStatements());
    if (!oursFirst) {
      figures.add(TURNS, Measure.COUNT, storeTurns());
      figures.add(EVENTS_FLOOR, Measure.COUNT, copyEvents());
    }
    figures.add(EVENTS, Measure.COUNT, appendEvents());
    if (oursFirst) {
      figures.add(EVENTS_FLOOR, Measure.COUNT, copyEvents());
    }
    figures.add(EVENTS_AT_ONCE, Measure.COUNT, copyAllEvents());
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
        PostgresStores.builder(recorder.dataSource()).migrate(false).build()) {
      openSessions();
      var _ = recorder.drain();
      for (StoredTurn turn : turns) {
        turn.start(recorded.runs());
        turn.append(recorded.runs());
        statements.add(recorder.drain());
      }
    }
  }

  private double storeTurns() throws Exception {
    openSessions();
    RunStore store = server.stores.runs();
    List<Task> tasks = new ArrayList<>();
    for (StoredTurn turn : turns) {
      tasks.add(() -> {
        turn.start(store);
        turn.append(store);
      });
    }
    return turnsPerSecond(tasks);
  }

  private double sendStatements() throws Exception {
    openSessions();
    List<Task> tasks = new ArrayList<>();
    for (List<RecordedStatement> turn : statements) {
      tasks.add(() -> {
        for (RecordedStatement statement : turn) {
          try (Connection connection = server.pool.getConnection()) {
            Answers.require(1, statement.send(connection));
          }
        }
      });
    }
    return turnsPerSecond(tasks);
  }

  private double turnsPerSecond(List<Task> tasks) throws Exception {
    double seconds = threads.seconds(tasks);
    requireRows("runs WHERE status = 'completed'", turns.size());
    requireRows("run_events", turns.stream().mapToLong(turn -> turn.events().size()).sum());
    requireRows("messages", turns.stream().mapToLong(StoredTurn::messages).sum());
    return turns.size() / seconds;
  }

  private double appendEvents() throws Exception {
    startTurns();
    RunStore store = server.stores.runs();
    List<Task> tasks = new ArrayList<>();
    for (StoredTurn turn : turns) {
      tasks.add(() -> turn.eventsAlone().forEach(store::append));
    }
    return rowsPerSecond(tasks);
  }

  private double copyEvents() throws Exception {
    startTurns();
    List<Task> tasks = new ArrayList<>();
    for (StoredTurn turn : turns) {
      List<EventCopy> copies =
          turn.eventsAlone().stream().map(RunCommit::events).map(EventCopy::of).toList();
      tasks.add(() -> {
        for (EventCopy copy : copies) {
          send(copy);
        }
      });
    }
    return rowsPerSecond(tasks);
  }

  private double copyAllEvents() throws Exception {
    startTurns();
    List<RunEvent> all =
        turns.stream()
            .flatMap(turn -> turn.eventsAlone().stream())
            .flatMap(commit -> commit.events().stream())
            .toList();
    EventCopy copy = EventCopy.of(all);
    return rowsPerSecond(List.of(() -> send(copy)));
  }

  private void send(EventCopy copy) throws SQLException {
    try (Connection connection = server.pool.getConnection()) {
      copy.send(connection);
    }
  }

  private double rowsPerSecond(List<Task> tasks) throws Exception {
    long before = server.count("run_events");
    double seconds = threads.seconds(tasks);
    requireRows("run_events", before + events(turns));
    return events(turns) / seconds;
  }

  private void startTurns() throws SQLException {
    openSessions();
    turns.forEach(turn -> turn.start(server.stores.runs()));
  }

  private void openSessions() throws SQLException {
    server.clear();
    turns.forEach(turn -> server.stores.sessions().create(turn.session()));
  }

  private void requireRows(String table, long rows) throws SQLException {
    Answers.require(rows, server.count(table));
  }

  private static long events(List<StoredTurn> turns) {
    return turns.stream()
        .flatMap(turn -> turn.eventsAlone().stream())
        .mapToLong(commit -> commit.events().size())
        .sum();
  }

  @Override
  public void close() {
    threads.close();
  }
}

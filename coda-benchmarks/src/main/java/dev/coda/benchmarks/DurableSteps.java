package dev.coda.benchmarks;

import dev.coda.api.event.EventCodec;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolStarted;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * P20: stores the calls of tools as they come, on one thread, and after each commit a row by
 * itself, which is the floor: both meet the same disk.
 */
final class DurableSteps {
  static final String RESULT = "step result";
  static final String CALL = "step call";
  static final String FLOOR = "step floor";

  private static final String ROW = "INSERT INTO bare_steps (run, seq, payload) VALUES (?, ?, ?)";

  private final StoreServer server;
  private final List<StoredTurn> turns;

  DurableSteps(StoreServer server, List<StoredTurn> turns) throws SQLException {
    this.server = server;
    this.turns = turns;
    server.execute(
        "CREATE TABLE bare_steps (run UUID, seq BIGINT, payload TEXT NOT NULL, PRIMARY KEY (run,"
            + " seq))");
  }

  /** Returns the nanoseconds of the median step, by what it is. */
  Map<String, Double> measure() throws SQLException {
    server.clear();
    server.execute("TRUNCATE bare_steps");
    turns.forEach(turn -> server.stores.sessions().create(turn.session()));
    List<Double> starts = new ArrayList<>();
    List<Double> results = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    for (StoredTurn turn : turns) {
      turn.start(server.stores.runs());
      for (RunCommit commit : turn.rest()) {
        double took = append(commit);
        if (has(commit, ToolFinished.class)) {
          results.add(took);
          floor.add(insert(commit));
        } else if (has(commit, ToolStarted.class)) {
          starts.add(took);
        }
      }
    }
    Answers.require((long) results.size(), server.count("bare_steps"));
    Answers.require(
        turns.stream().mapToLong(StoredTurn::commits).sum(), server.count("run_events"));
    double result = new Series(results).median();
    return Map.of(
        RESULT,
        result,
        CALL,
        new Series(starts).median() + result,
        FLOOR,
        new Series(floor).median());
  }

  private double append(RunCommit commit) {
    RunStore store = server.stores.runs();
    long start = System.nanoTime();
    store.append(commit);
    return System.nanoTime() - start;
  }

  private double insert(RunCommit commit) throws SQLException {
    RunEvent event = commit.events().get(0);
    RunId run = event.runId();
    String payload = EventCodec.payloadJson(event.payload());
    long start = System.nanoTime();
    try (Connection connection = server.pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(ROW)) {
      statement.setObject(1, run.value());
      statement.setLong(2, event.seq());
      statement.setString(3, payload);
      Answers.require(1, statement.executeUpdate());
    }
    return System.nanoTime() - start;
  }

  private static boolean has(RunCommit commit, Class<? extends EventPayload> kind) {
    return commit.events().stream().anyMatch(event -> kind.isInstance(event.payload()));
  }
}

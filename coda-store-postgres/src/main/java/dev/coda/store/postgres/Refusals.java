package dev.coda.store.postgres;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds out why a commit has written nothing: only then is a second look needed. */
final class Refusals {
  private final RunSql sql;

  Refusals(RunSql sql) {
    this.sql = sql;
  }

  /** Returns why a run did not start; empty if nothing prevents it any more. */
  Optional<StoreException> ofStart(Handle handle, RunRecord run) {
    String obstacle =
        handle
            .createQuery(sql.obstacle)
            .bind("session", run.sessionId().value())
            .bind("owner", run.userId().value())
            .bind("run", run.id().value())
            .bind("branch", run.branch())
            .mapTo(String.class)
            .one();
    return switch (obstacle) {
      case "no session" ->
          Optional.of(
              new StoreException(
                  FailureKind.NOT_FOUND, "There is no session " + run.sessionId() + "."));
      case "other run" ->
          Optional.of(
              new StoreException(
                  FailureKind.CONFLICT,
                  "A run is active on this branch of session " + run.sessionId() + "."));
      default -> Optional.empty();
    };
  }

  /**
   * Returns if the commit is stored already, and otherwise throws the reason why it was refused.
   */
  void ofAppend(Handle handle, RunCommit commit) {
    List<RunEvent> events = commit.events();
    State state =
        handle
            .createQuery(sql.state)
            .bind("run", commit.runId().value())
            .bind("seq", events.isEmpty() ? 0 : events.get(events.size() - 1).seq())
            .map((row, context) -> State.read(row, events))
            .findOne()
            .orElseThrow(() -> missing(commit));
    if (state.fence == commit.fence() && state.holdsAll) {
      return;
    }
    if (state.fence == commit.fence() && state.holdsFirst) {
      throw new StoreException(
          FailureKind.CONFLICT,
          "Run %s holds other events from %d on.".formatted(commit.runId(), events.get(0).seq()));
    }
    if (state.fence != commit.fence() || state.over) {
      throw fenced(commit, state.fence);
    }
    throw missingMessage(commit);
  }

  /** Returns why a queued run did not begin. */
  StoreException ofBegin(Handle handle, RunCommit first) {
    return handle
        .createQuery(sql.state)
        .bind("run", first.runId().value())
        .bind("seq", 0)
        .map((row, context) -> fenced(first, row.getLong("fence")))
        .findOne()
        .orElseGet(() -> missing(first));
  }

  static StoreException missingMessage(RunCommit commit) {
    return new StoreException(
        FailureKind.NOT_FOUND,
        "Run " + commit.runId() + " refers to a message that its session does not have.");
  }

  private static StoreException fenced(RunCommit commit, long fence) {
    return new StoreException(
        FailureKind.FENCED,
        "Run %s has ended or belongs to the owner with fence %d.".formatted(commit.runId(), fence));
  }

  private static StoreException missing(RunCommit commit) {
    return new StoreException(FailureKind.NOT_FOUND, "There is no run " + commit.runId() + ".");
  }

  /**
   * The state of the run's row in relation to a commit.
   *
   * @param holdsFirst whether an event is stored with the number of its first event, or a later one
   * @param holdsAll whether the commit is stored
   */
  private record State(long fence, boolean over, boolean holdsFirst, boolean holdsAll) {
    static State read(ResultSet row, List<RunEvent> events) throws SQLException {
      boolean holdsFirst = !events.isEmpty() && events.get(0).seq() <= row.getLong("last_seq");
      return new State(
          row.getLong("fence"),
          row.getBoolean("over"),
          holdsFirst,
          holdsFirst
              && LogRow.of(events).isStoredAs(row.getString("type"), row.getString("payload")));
    }
  }
}

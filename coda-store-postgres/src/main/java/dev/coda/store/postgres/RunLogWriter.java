package dev.coda.store.postgres;

import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunCommit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Adds rows to the logs of active runs, those of several runs together. Thread-safe. */
final class RunLogWriter {
  /** A larger commit is sent by itself, so that the others of a group do not wait for it. */
  private static final long LARGEST_IN_A_GROUP = 64 << 10;

  private final Database database;
  private final Refusals refusals;
  private final PreparedSql append;
  private final PreparedSql appendAtOnce;
  private final PreparedSql appendGroup;
  private final GroupCommits groups = new GroupCommits(this::together);

  RunLogWriter(Database database, Refusals refusals) {
    this.database = database;
    this.refusals = refusals;
    this.append = database.prepared(LogSql.APPEND);
    this.appendAtOnce = database.prepared(LogSql.APPEND_AT_ONCE);
    this.appendGroup = database.prepared(LogSql.APPEND_GROUP);
  }

  /** Stores a commit that adds events and changes nothing else. */
  void append(RunCommit commit) {
    GroupCommits.Entry entry = new GroupCommits.Entry(commit, LogRow.of(commit.events()));
    if (!isSmall(commit) || !groups.append(entry)) {
      alone(entry);
    }
  }

  /** Waits for the writer that has the run, and finds out why nothing was written. */
  private void alone(GroupCommits.Entry entry) {
    database.with(
        Lane.COMMITS,
        handle -> {
          if (LogSql.bind(append.on(handle.getConnection()), entry).execute() == 0) {
            refusals.ofAppend(handle, entry.commit());
          }
          return entry;
        });
  }

  private Set<RunId> together(List<GroupCommits.Entry> group) {
    return database.with(
        Lane.COMMITS,
        handle -> {
          if (group.size() == 1) {
            GroupCommits.Entry only = group.get(0);
            int rows = LogSql.bind(appendAtOnce.on(handle.getConnection()), only).execute();
            return rows == 0 ? Set.of() : Set.of(only.commit().runId());
          }
          return new HashSet<>(
              LogSql.bind(appendGroup.on(handle.getConnection()), group)
                  .all(row -> new RunId(row.getObject(1, UUID.class))));
        });
  }

  private static boolean isSmall(RunCommit commit) {
    long bytes = 0;
    for (RunEvent event : commit.events()) {
      bytes += EventSize.of(event.payload());
    }
    return bytes <= LARGEST_IN_A_GROUP;
  }
}

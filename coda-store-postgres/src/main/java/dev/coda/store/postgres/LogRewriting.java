package dev.coda.store.postgres;

import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Replaces the logs of runs that have ended by smaller ones. Thread-safe. */
final class LogRewriting {
  /** The bytes of events in a row, unless one event has more: a reader takes whole rows. */
  private static final int ROW_BYTES = 256 << 10;

  private static final UUID LOWEST = new UUID(0, 0);

  /** By their ids, which have an index and are in the order of time; not by when they ended. */
  private static final String ENDED =
      """
      SELECT r.id FROM {schema}.runs r
      WHERE r.id > :after AND r.finished_at < :before AND NOT r.log_rewritten
      ORDER BY r.id LIMIT :limit
      """;

  private static final String MARK =
      """
      UPDATE {schema}.runs r SET log_rewritten = TRUE
      WHERE r.id = :run AND r.finished_at IS NOT NULL AND NOT r.log_rewritten
      """;

  private static final String CLEAR = "DELETE FROM {schema}.run_events WHERE run_id = :run";

  private static final String WRITE =
      """
      INSERT INTO {schema}.run_events (run_id, seq, type, payload, ts)
      VALUES (:run, :seq, :type, :payload::json, :ts::timestamptz)
      """;

  private final Database database;
  private final String ended;
  private final String mark;
  private final String clear;
  private final String write;

  LogRewriting(Database database) {
    this.database = database;
    this.ended = database.sql(ENDED);
    this.mark = database.sql(MARK);
    this.clear = database.sql(CLEAR);
    this.write = database.sql(WRITE);
  }

  /** Returns runs whose log can be rewritten, see {@link RunStore#ended}. */
  List<RunId> ended(Instant before, @Nullable RunId after, int limit) {
    return database.with(handle ->
        handle
            .createQuery(ended)
            .bind("after", after == null ? LOWEST : after.value())
            .bind("before", Bind.time(before))
            .bind("limit", limit)
            .mapTo(UUID.class)
            .map(RunId::new)
            .list());
  }

  /** Rewrites a log, see {@link RunStore#rewriteLog}. */
  boolean rewrite(RunId run, List<RunEvent> events) {
    return database.inTransaction(handle -> {
      if (handle.createUpdate(mark).bind("run", run.value()).execute() == 0) {
        return false;
      }
      handle.createUpdate(clear).bind("run", run.value()).execute();
      write(handle, run, events);
      return true;
    });
  }

  private void write(Handle handle, RunId run, List<RunEvent> events) {
    try (PreparedBatch rows = handle.prepareBatch(write)) {
      for (List<RunEvent> each : rows(events)) {
        LogRow row = LogRow.of(each);
        rows.bind("run", run.value())
            .bind("seq", row.seq())
            .bind("type", row.type())
            .bind("payload", row.payload())
            .bind("ts", Bind.time(row.ts()))
            .add();
      }
      rows.execute();
    }
  }

  private static List<List<RunEvent>> rows(List<RunEvent> events) {
    List<List<RunEvent>> rows = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < events.size(); i++) {
      long more = EventSize.of(events.get(i).payload());
      if (i > from && bytes + more > ROW_BYTES) {
        rows.add(events.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += more;
    }
    if (from < events.size()) {
      rows.add(events.subList(from, events.size()));
    }
    return rows;
  }
}

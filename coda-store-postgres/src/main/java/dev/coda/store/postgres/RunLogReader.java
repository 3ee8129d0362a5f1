package dev.coda.store.postgres;

import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.AnswerInProgress;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.RunStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads the logs of runs. Thread-safe. */
final class RunLogReader {
  private static final int PAGE = 512;

  /** Adds row after row until the next one would be too much; later rows are not read. */
  private static final String EVENTS =
      """
      WITH RECURSIVE page AS (
        (SELECT e.seq, e.type, e.payload, e.ts, 1 AS place, octet_length(e.payload::text)::bigint AS bytes
        FROM {schema}.run_events e
        WHERE e.run_id = :run AND e.seq > :after ORDER BY e.seq LIMIT least(:limit, 1))
        UNION ALL
        SELECT e.seq, e.type, e.payload, e.ts, page.place + 1, page.bytes + octet_length(e.payload::text)
        FROM page CROSS JOIN LATERAL (
          SELECT * FROM {schema}.run_events next
          WHERE next.run_id = :run AND next.seq > page.seq ORDER BY next.seq LIMIT 1) e
        WHERE page.place < :limit AND page.bytes + octet_length(e.payload::text) <= :bytes)
      SELECT r.session_id, page.seq, page.type, page.payload, page.ts
      FROM page JOIN {schema}.runs r ON r.id = :run ORDER BY page.seq
      """;

  private final String events;

  RunLogReader(Database database) {
    this.events = database.sql(EVENTS);
  }

  /** Returns events after a number, as {@link RunStore#events(RunId, long, int, int)} does. */
  List<RunEvent> events(Handle handle, RunId run, long afterSeq, int limit, int maxBytes) {
    List<List<RunEvent>> rows =
        handle
            .createQuery(events)
            .bind("run", run.value())
            .bind("after", afterSeq)
            .bind("limit", limit)
            .bind("bytes", maxBytes)
            .map((row, context) -> events(run, row))
            .list();
    List<RunEvent> page = new ArrayList<>();
    long bytes = 0;
    for (List<RunEvent> row : rows) {
      for (RunEvent event : row) {
        if (event.seq() <= afterSeq) {
          continue;
        }
        bytes += EventSize.of(event.payload());
        if (!page.isEmpty() && (page.size() == limit || bytes > maxBytes)) {
          return page;
        }
        page.add(event);
      }
    }
    return page;
  }

  /** Returns what a run in progress adds to a message; the same message if no run writes it. */
  MessageRecord current(Handle handle, MessageRecord stored) {
    RunId run = stored.message().runId();
    if (run == null || !AnswerInProgress.is(stored.message())) {
      return stored;
    }
    AnswerInProgress answer = new AnswerInProgress();
    List<RunEvent> page = events(handle, run, 0, PAGE, RunStore.PAGE_BYTES);
    while (!page.isEmpty() && answer.isReadable()) {
      page.forEach(answer::add);
      page = events(handle, run, page.get(page.size() - 1).seq(), PAGE, RunStore.PAGE_BYTES);
    }
    return answer.of(stored);
  }

  private static List<RunEvent> events(RunId run, ResultSet row) throws SQLException {
    return new LogRow(
            row.getLong("seq"),
            row.getString("type"),
            Rows.text(row, "payload"),
            Rows.time(row, "ts"))
        .events(run, new SessionId(row.getObject("session_id", UUID.class)));
  }
}

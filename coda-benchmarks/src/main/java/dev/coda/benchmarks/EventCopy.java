package dev.coda.benchmarks;

import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows of events in PostgreSQL's own binary form, the fastest that it takes. Immutable. */
final class EventCopy {
  private static final String SQL =
      "COPY run_events (run_id, seq, type, payload, ts) FROM STDIN (FORMAT binary)";
  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final byte[] bytes;
  private final int rows;

  private EventCopy(byte[] bytes, int rows) {
    this.bytes = bytes;
    this.rows = rows;
  }

  static EventCopy of(List<RunEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      out.writeInt(0);
      out.writeInt(0);
      for (RunEvent event : events) {
        write(out, event);
      }
      out.writeShort(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EventCopy(bytes.toByteArray(), events.size());
  }

  /** Sends the rows, which is a transaction of its own. */
  void send(Connection connection) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SQL);
    copy.writeToCopy(bytes, 0, bytes.length);
    Answers.require((long) rows, copy.endCopy());
  }

  private static void write(DataOutputStream out, RunEvent event) throws IOException {
    out.writeShort(5);
    out.writeInt(16);
    out.writeLong(event.runId().value().getMostSignificantBits());
    out.writeLong(event.runId().value().getLeastSignificantBits());
    out.writeInt(8);
    out.writeLong(event.seq());
    text(out, event.payload().type());
    text(out, EventCodec.payloadJson(event.payload()));
    out.writeInt(8);
    out.writeLong(EPOCH.until(event.ts(), ChronoUnit.MICROS));
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}

package dev.coda.store.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Role;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.coda.api.session.Lease;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads the rows that runs write. */
final class Rows {
  private Rows() {}

  /** Reads a message with the ids of its siblings in the column {@code siblings}. */
  static MessageNode node(ResultSet row, StatementContext context) throws SQLException {
    List<MessageId> siblings = new ArrayList<>();
    for (UUID id : (UUID[]) row.getArray("siblings").getArray()) {
      siblings.add(new MessageId(id));
    }
    return new MessageNode(message(row, context), siblings);
  }

  static ToolCall toolCall(ResultSet row, StatementContext context) throws SQLException {
    return ToolCall.builder(
            new CallId(uuid(row, "id")),
            new MessageId(uuid(row, "message_id")),
            new SessionId(uuid(row, "session_id")),
            text(row, "tool_name"),
            json(row, "input_params"),
            time(row, "created_at"))
        .output(StoredJson.node(row.getString("output_result")))
        .status(ToolStatus.valueOf(constant(row, "status")))
        .errorMessage(row.getString("error_message"))
        .executionTimeMs(row.getObject("execution_time_ms", Long.class))
        .evaluation(StoredJson.node(row.getString("evaluation")))
        .traceId(row.getString("trace_id"))
        .build();
  }

  static Thought thought(ResultSet row, StatementContext context) throws SQLException {
    return new Thought(
        new MessageId(uuid(row, "message_id")),
        row.getInt("step_number"),
        text(row, "step_type"),
        text(row, "content"),
        StoredJson.node(row.getString("metadata")),
        time(row, "created_at"));
  }

  static RunRecord run(ResultSet row, StatementContext context) throws SQLException {
    return runOf(row);
  }

  static RunRecord runOf(ResultSet row) throws SQLException {
    RunId id = new RunId(uuid(row, "id"));
    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
    return RunRecord.builder(
            id,
            new SessionId(uuid(row, "session_id")),
            new UserId(uuid(row, "user_id")),
            uuid(row, "branch"),
            Objects.requireNonNull(model(row)),
            time(row, "started_at"))
        .status(RunStatus.valueOf(constant(row, "status")))
        .lease(
            finished == null
                ? new Lease(
                    id, text(row, "lease_owner"), row.getLong("fence"), time(row, "lease_until"))
                : null)
        .lastSeq(row.getLong("last_seq"))
        .usage(usage(row))
        .costUsd(row.getBigDecimal("cost_usd"))
        .error(StoredJson.error(row.getString("error")))
        .idempotencyKey(row.getString("idempotency_key"))
        .cancelRequested(row.getBoolean("cancel_requested"))
        .tries(row.getInt("tries"))
        .finishedAt(finished == null ? null : finished.toInstant())
        .build();
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }

  static Message message(ResultSet row, StatementContext context) throws SQLException {
    UUID parent = row.getObject("parent_id", UUID.class);
    UUID run = row.getObject("run_id", UUID.class);
    return Message.builder(
            new MessageId(uuid(row, "id")),
            new SessionId(uuid(row, "session_id")),
            Role.valueOf(constant(row, "role")),
            time(row, "created_at"))
        .parentId(parent == null ? null : new MessageId(parent))
        .runId(run == null ? null : new RunId(run))
        .parts(StoredJson.parts(text(row, "parts")))
        .model(model(row))
        .usage(usage(row))
        .costUsd(row.getBigDecimal("cost_usd"))
        .processingTimeMs(row.getObject("processing_time_ms", Long.class))
        .status(MessageStatus.valueOf(constant(row, "status")))
        .error(StoredJson.error(row.getString("error")))
        .metadata(StoredJson.node(row.getString("metadata")))
        .build();
  }

  private static @Nullable ModelRef model(ResultSet row) throws SQLException {
    String provider = row.getString("model_provider");
    return provider == null ? null : new ModelRef(provider, text(row, "model_name"));
  }

  private static Usage usage(ResultSet row) throws SQLException {
    return new Usage(
        row.getLong("tokens_input"),
        row.getLong("tokens_output"),
        row.getLong("tokens_cache_read"),
        row.getLong("tokens_cache_write"),
        row.getLong("tokens_reasoning"));
  }

  private static JsonNode json(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(StoredJson.node(row.getString(column)));
  }

  private static String constant(ResultSet row, String column) throws SQLException {
    return text(row, column).toUpperCase(Locale.ROOT);
  }

  static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }

  private static UUID uuid(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, UUID.class), column);
  }
}

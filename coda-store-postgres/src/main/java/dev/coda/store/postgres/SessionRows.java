package dev.coda.store.postgres;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.content.CleanText;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads and writes the columns of a session. */
final class SessionRows {
  /** A session {@code s}; the branch in view is as long as its head {@code h} is deep. */
  static final String SELECT =
      """
      SELECT s.id, s.user_id, s.title, s.model_provider, s.model_name, s.system_prompt, s.context_summary,
             s.metadata, s.head_message_id, coalesce(h.depth, 0) AS message_count, s.created_at, s.updated_at
      FROM {schema}.sessions s LEFT JOIN {schema}.messages h ON h.id = s.head_message_id
      """;

  /** The summary of a session {@code s}: what can be large is not read. */
  static final String SELECT_SUMMARY =
      """
      SELECT s.id, s.user_id, left(s.title, 500) AS title, left(s.model_provider, 50) AS model_provider,
             left(s.model_name, 100) AS model_name, s.head_message_id, coalesce(h.depth, 0) AS message_count,
             s.created_at, s.updated_at
      FROM {schema}.sessions s LEFT JOIN {schema}.messages h ON h.id = s.head_message_id
      """;

  private SessionRows() {}

  static SessionSummary readSummary(ResultSet row, StatementContext context) throws SQLException {
    UUID head = row.getObject("head_message_id", UUID.class);
    return new SessionSummary(
        new SessionId(row.getObject("id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("title"),
        row.getString("model_provider"),
        row.getString("model_name"),
        head == null ? null : new MessageId(head),
        row.getInt("message_count"),
        Rows.time(row, "created_at"),
        Rows.time(row, "updated_at"));
  }

  static Session read(ResultSet row, StatementContext context) throws SQLException {
    UUID head = row.getObject("head_message_id", UUID.class);
    return Session.builder(
            new SessionId(row.getObject("id", UUID.class)),
            new UserId(row.getObject("user_id", UUID.class)),
            Rows.time(row, "created_at"))
        .title(row.getString("title"))
        .modelProvider(row.getString("model_provider"))
        .modelName(row.getString("model_name"))
        .systemPrompt(row.getString("system_prompt"))
        .contextSummary(row.getString("context_summary"))
        .metadata(
            Objects.requireNonNullElseGet(
                StoredJson.node(row.getString("metadata")), JsonNodeFactory.instance::objectNode))
        .headMessageId(head == null ? null : new MessageId(head))
        .messageCount(row.getInt("message_count"))
        .updatedAt(Rows.time(row, "updated_at"))
        .build();
  }

  static <S extends SqlStatement<S>> S bind(S statement, Session session) {
    MessageId head = session.headMessageId();
    return statement
        .bind("id", session.id().value())
        .bind("owner", session.userId().value())
        .bind("title", CleanText.cleanOrNull(session.title()))
        .bind("title_words", session.title() == null ? "" : WordSql.ofTitle(session.title()))
        .bind("provider", CleanText.cleanOrNull(session.modelProvider()))
        .bind("model", CleanText.cleanOrNull(session.modelName()))
        .bind("prompt", CleanText.cleanOrNull(session.systemPrompt()))
        .bind("summary", CleanText.cleanOrNull(session.contextSummary()))
        .bind("metadata", StoredJson.binary(session.metadata()))
        .bind("head", head == null ? null : head.value())
        .bind("created", Bind.time(session.createdAt()))
        .bind("updated", Bind.time(session.updatedAt()));
  }
}

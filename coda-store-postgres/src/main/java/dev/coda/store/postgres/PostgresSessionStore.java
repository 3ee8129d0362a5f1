package dev.coda.store.postgres;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Page;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.SessionSummary;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Stores sessions and their messages in PostgreSQL. Thread-safe. */
final class PostgresSessionStore implements SessionStore {
  private final Database database;
  private final Clock clock;
  private final SessionSql sql;
  private final PreparedSql add;
  private final String page;
  private final String latest;
  private final String findMessage;
  private final String latestLeaf;
  private final MessageRecords records;

  PostgresSessionStore(Database database, RunLogReader log, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.sql = new SessionSql(database);
    this.add = database.prepared(MessageSql.ADD);
    this.page = database.sql(MessageSql.PAGE);
    this.latest = database.sql(MessageSql.LATEST);
    this.findMessage = database.sql(MessageSql.FIND);
    this.latestLeaf = database.sql(MessageSql.LATEST_LEAF);
    this.records = new MessageRecords(database, log);
  }

  @Override
  public void create(Session session) {
    if (session.headMessageId() != null) {
      throw new IllegalArgumentException("a new session has no messages, so no head");
    }
    database.with(handle -> SessionRows.bind(handle.createUpdate(sql.create), session).execute());
  }

  @Override
  public Optional<Session> find(UserId owner, SessionId id) {
    return database.with(handle ->
        handle
            .createQuery(sql.find)
            .bind("id", id.value())
            .bind("owner", owner.value())
            .map(SessionRows::read)
            .findOne());
  }

  @Override
  public Page<SessionSummary> list(UserId owner, SessionQuery query) {
    Cursor cursor = query.cursor() == null ? Cursor.START : Cursor.parse(query.cursor());
    String text = query.text();
    String inTitles = text == null ? "" : WordSql.inTitles(text);
    if (text != null && inTitles.isEmpty()) {
      return new Page<>(List.of(), null);
    }
    List<SessionSummary> found =
        database.with(handle ->
            handle
                .createQuery(text == null ? sql.list : sql.search)
                .bind("owner", owner.value())
                .bind("before", cursor.column())
                .bind("before_id", cursor.id())
                .bind("before_hour", cursor.hour())
                .bind("title_words", inTitles)
                .bind("words", text == null ? "" : WordSql.inMessages(owner, text))
                .bind("limit", query.limit() + 1L)
                .map(SessionRows::readSummary)
                .list());
    if (found.size() <= query.limit()) {
      return new Page<>(found, null);
    }
    List<SessionSummary> items = found.subList(0, query.limit());
    return new Page<>(items, Cursor.behind(items.get(items.size() - 1)).encode());
  }

  @Override
  public List<SessionSummary> summaries(UserId owner, Collection<SessionId> ids) {
    return database.with(handle ->
        handle
            .createQuery(sql.summaries)
            .bind("ids", Bind.column(List.copyOf(ids), SessionId::value))
            .bind("owner", owner.value())
            .map(SessionRows::readSummary)
            .list());
  }

  @Override
  public Optional<Session> update(UserId owner, SessionId id, SessionChange change) {
    return database.inTransaction(handle ->
        handle
            .createQuery(sql.lock)
            .bind("id", id.value())
            .bind("owner", owner.value())
            .map(SessionRows::read)
            .findOne()
            .map(session -> write(handle, session, change)));
  }

  @Override
  public boolean delete(UserId owner, SessionId id) {
    return database.with(handle ->
        handle
                .createUpdate(sql.delete)
                .bind("id", id.value())
                .bind("owner", owner.value())
                .execute()
            > 0);
  }

  @Override
  public void addMessage(UserId owner, Message message) {
    long rows =
        database.with(handle ->
            MessageSql.bind(add.on(handle.getConnection()), List.of(message))
                .bind("session", message.sessionId().value())
                .bind("owner", owner.value())
                .count());
    if (rows == 0) {
      throw new StoreException(
          FailureKind.NOT_FOUND, "There is no session " + message.sessionId() + ".");
    }
  }

  @Override
  public List<MessageNode> path(UserId owner, SessionId id, PathQuery query) {
    return database.with(handle -> {
      MessageId leaf = query.leaf();
      Query statement =
          handle
              .createQuery(query.latest() ? latest : page)
              .bind("session", id.value())
              .bind("owner", owner.value())
              .bind("leaf", leaf == null ? null : leaf.value())
              .bind("limit", query.limit())
              .bind("bytes", query.maxBytes());
      if (!query.latest()) {
        MessageId after = query.after();
        statement.bind("after", after == null ? null : after.value());
      }
      return statement.map(Rows::node).list().stream()
          .map(node -> records.current(handle, node))
          .toList();
    });
  }

  @Override
  public Optional<MessageDetails> message(UserId owner, MessageId id) {
    return database.with(handle ->
        handle
            .createQuery(findMessage)
            .bind("id", id.value())
            .bind("owner", owner.value())
            .map(Rows::node)
            .findOne()
            .map(node -> records.details(handle, node)));
  }

  @Override
  public Optional<MessageId> latestLeaf(UserId owner, MessageId from) {
    return database.with(handle ->
        handle
            .createQuery(latestLeaf)
            .bind("from", from.value())
            .bind("owner", owner.value())
            .mapTo(UUID.class)
            .findOne()
            .map(MessageId::new));
  }

  @Override
  public List<MessageRecord> records(
      UserId owner, SessionId id, @Nullable MessageId after, int limit, long maxBytes) {
    return database.with(handle -> records.page(handle, owner, id, after, limit, maxBytes));
  }

  @Override
  public void load(Session session, Iterable<MessageRecord> messages) {
    MessageId head = session.headMessageId();
    database.inTransaction(handle -> {
      SessionRows.bind(handle.createUpdate(sql.create), session).execute();
      if (!records.load(handle, session, messages) && head != null) {
        throw new StoreException(
            FailureKind.NOT_FOUND, "The head " + head + " is not among the messages.");
      }
      return session;
    });
  }

  private Session write(Handle handle, Session before, SessionChange change) {
    Session after = change.applyTo(before, Bind.stored(clock.instant()));
    int rows = SessionRows.bind(handle.createUpdate(sql.update), after).execute();
    if (rows == 0) {
      throw new StoreException(
          FailureKind.NOT_FOUND,
          "Session " + after.id() + " has no message " + after.headMessageId() + ".");
    }
    if (Objects.equals(before.headMessageId(), after.headMessageId())) {
      return after;
    }
    return handle
        .createQuery(sql.find)
        .bind("id", after.id().value())
        .bind("owner", after.userId().value())
        .map(SessionRows::read)
        .one();
  }
}

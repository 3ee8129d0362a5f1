package dev.coda.store.postgres;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageSize;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and writes messages with all that hangs on them, many in one round trip. Thread-safe. */
final class MessageRecords {
  private static final int BATCH = 200;

  /** A statement holds several copies of its parameters until the server has them. */
  private static final long BATCH_BYTES = 1 << 20;

  private final String page;
  private final String toolCalls;
  private final String thoughts;
  private final PreparedSql add;
  private final PreparedSql addCalls;
  private final PreparedSql addThoughts;
  private final RunLogReader log;

  MessageRecords(Database database, RunLogReader log) {
    this.log = log;
    this.page = database.sql(MessageSql.RECORDS);
    this.toolCalls = database.sql(MessageSql.TOOL_CALLS);
    this.thoughts = database.sql(MessageSql.THOUGHTS);
    this.add = database.prepared(MessageSql.ADD);
    this.addCalls = database.prepared(DetailSql.LOAD_CALLS);
    this.addThoughts = database.prepared(DetailSql.LOAD_THOUGHTS);
  }

  MessageDetails details(Handle handle, MessageNode node) {
    List<Message> one = List.of(node.message());
    MessageRecord stored =
        new MessageRecord(node.message(), calls(handle, one), thoughts(handle, one));
    MessageRecord current = log.current(handle, stored);
    return new MessageDetails(
        new MessageNode(current.message(), node.siblingIds()),
        current.toolCalls(),
        current.thoughts());
  }

  /** Returns a message as it is now, without what hangs on it. */
  MessageNode current(Handle handle, MessageNode node) {
    MessageRecord stored = new MessageRecord(node.message(), List.of(), List.of());
    return new MessageNode(log.current(handle, stored).message(), node.siblingIds());
  }

  List<MessageRecord> page(
      Handle handle,
      UserId owner,
      SessionId session,
      @Nullable MessageId after,
      int limit,
      long maxBytes) {
    List<Message> messages =
        handle
            .createQuery(page)
            .bind("session", session.value())
            .bind("owner", owner.value())
            .bind("after", after == null ? null : after.value())
            .bind("limit", limit)
            .bind("bytes", maxBytes)
            .map(Rows::message)
            .list();
    Map<MessageId, List<ToolCall>> calls =
        calls(handle, messages).stream().collect(Collectors.groupingBy(ToolCall::messageId));
    Map<MessageId, List<Thought>> thoughts =
        thoughts(handle, messages).stream().collect(Collectors.groupingBy(Thought::messageId));
    return messages.stream()
        .map(message ->
            new MessageRecord(
                message,
                calls.getOrDefault(message.id(), List.of()),
                thoughts.getOrDefault(message.id(), List.of())))
        .map(stored -> log.current(handle, stored))
        .toList();
  }

  /** Stores messages in a session and returns whether its head was among them. */
  boolean load(Handle handle, Session session, Iterable<MessageRecord> records) {
    boolean hasHead = false;
    List<MessageRecord> batch = new ArrayList<>(BATCH);
    long bytes = 0;
    for (MessageRecord record : records) {
      hasHead |= record.message().id().equals(session.headMessageId());
      batch.add(record);
      bytes += size(record);
      if (batch.size() == BATCH || bytes >= BATCH_BYTES) {
        write(handle, session, batch);
        batch.clear();
        bytes = 0;
      }
    }
    write(handle, session, batch);
    return hasHead;
  }

  private static long size(MessageRecord record) {
    return MessageSize.of(record.message())
        + record.toolCalls().stream().mapToLong(MessageSize::of).sum()
        + record.thoughts().stream().mapToLong(MessageSize::of).sum();
  }

  private void write(Handle handle, Session session, List<MessageRecord> batch) {
    List<Message> messages = batch.stream().map(MessageRecord::message).toList();
    Connection connection = handle.getConnection();
    if (!messages.isEmpty()) {
      into(session, MessageSql.bind(add.on(connection), messages)).count();
    }
    List<ToolCall> calls = flat(batch, MessageRecord::toolCalls);
    if (!calls.isEmpty()) {
      into(session, DetailSql.bindCalls(addCalls.on(connection), calls)).execute();
    }
    List<Thought> thoughts = flat(batch, MessageRecord::thoughts);
    if (!thoughts.isEmpty()) {
      into(session, DetailSql.bindThoughts(addThoughts.on(connection), thoughts)).execute();
    }
  }

  private static Parameters into(Session session, Parameters statement) {
    return statement.bind("session", session.id().value()).bind("owner", session.userId().value());
  }

  private static <T> List<T> flat(
      List<MessageRecord> batch, Function<MessageRecord, List<T>> details) {
    return batch.stream().flatMap(record -> details.apply(record).stream()).toList();
  }

  private List<ToolCall> calls(Handle handle, List<Message> messages) {
    return handle
        .createQuery(toolCalls)
        .bind("ids", Bind.column(messages, Message::id))
        .map(Rows::toolCall)
        .list();
  }

  private List<Thought> thoughts(Handle handle, List<Message> messages) {
    return handle
        .createQuery(thoughts)
        .bind("ids", Bind.column(messages, Message::id))
        .map(Rows::thought)
        .list();
  }
}

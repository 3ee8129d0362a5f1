package dev.coda.core.store;

import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageSize;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.AnswerInProgress;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.RunCommit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message with all that hangs on it. Guarded by the lock of {@link MemoryState}. */
final class MessageEntry {
  /** Parents before their children; among those of one depth the oldest first. */
  static final Comparator<MessageEntry> FROM_ROOT =
      Comparator.<MessageEntry>comparingInt(entry -> entry.depth)
          .thenComparing(entry -> new ByAge(entry.message.createdAt(), entry.message.id().value()));

  final SessionEntry session;

  /** How many messages the path from the root to this one has. */
  final int depth;

  private final Map<CallId, ToolCall> calls = new HashMap<>();
  private final Map<Integer, Thought> thoughts = new TreeMap<>();
  private Message message;

  /** The run that writes the message; null for a message that no run has written here. */
  private @Nullable RunEntry writer;

  MessageEntry(SessionEntry session, int depth, Message message) {
    this.session = session;
    this.depth = depth;
    this.message = message;
  }

  /** Returns the row. */
  Message message() {
    return message;
  }

  /** Records a message that a run has written; its place in the tree does not change. */
  void write(RunEntry run, Message changed) {
    writer = run;
    message = changed;
  }

  /** Ends the answer of a run as it is; see {@link RunCommit#closesRows}. */
  void close(RunCommit end) {
    message =
        message.toBuilder()
            .usage(end.usage())
            .costUsd(end.costUsd())
            .status(end.status().ofAnswer())
            .error(end.error())
            .build();
    calls.replaceAll((id, call) -> call.status().isFinal() ? call : closed(call));
  }

  private static ToolCall closed(ToolCall call) {
    return call.toBuilder()
        .status(call.status() == ToolStatus.RUNNING ? ToolStatus.UNKNOWN : ToolStatus.ERROR)
        .errorMessage(RunCommit.CALL_CLOSED)
        .build();
  }

  void put(ToolCall call) {
    calls.put(call.id(), call);
  }

  void put(Thought thought) {
    thoughts.put(thought.stepNumber(), thought);
  }

  /** Estimates the message with all that hangs on it, in bytes. */
  long size() {
    MessageRecord record = record();
    long size = MessageSize.of(record.message());
    for (ToolCall call : record.toolCalls()) {
      size += MessageSize.of(call);
    }
    for (Thought thought : record.thoughts()) {
      size += MessageSize.of(thought);
    }
    return size;
  }

  MessageDetails details() {
    MessageRecord record = record();
    return new MessageDetails(
        session.node(record.message()), record.toolCalls(), record.thoughts());
  }

  /** Returns the stored message, or for a run that has not ended, the answer from its log. */
  MessageRecord record() {
    List<ToolCall> inOrder = new ArrayList<>(calls.values());
    inOrder.sort(Comparator.comparing(call -> new ByAge(call.createdAt(), call.id().value())));
    MessageRecord stored = new MessageRecord(message, inOrder, List.copyOf(thoughts.values()));
    return writer != null && AnswerInProgress.is(message) ? writer.current(stored) : stored;
  }

  /** Returns the message of {@link #record}. */
  Message current() {
    return writer != null && AnswerInProgress.is(message) ? record().message() : message;
  }
}

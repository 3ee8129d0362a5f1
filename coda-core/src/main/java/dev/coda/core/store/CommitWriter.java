package dev.coda.core.store;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Session;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a commit's events and rows: checks first, so that it is all or nothing. */
final class CommitWriter {
  private final MemoryState state;
  private final Clock clock;

  CommitWriter(MemoryState state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  void check(SessionEntry session, RunCommit commit) {
    Set<MessageId> known = new HashSet<>();
    for (Message message : commit.change().messages()) {
      require(session, known, message.parentId());
      MessageEntry stored = state.messages.get(message.id());
      if (stored != null && stored.session != session) {
        throw new StoreException(
            FailureKind.CONFLICT, "Message " + message.id() + " belongs to another session.");
      }
      known.add(message.id());
    }
    commit.change().toolCalls().forEach(call -> require(session, known, call.messageId()));
    commit.change().thoughts().forEach(thought -> require(session, known, thought.messageId()));
    ProjectionChange.HeadMove head = commit.change().head();
    require(session, known, head == null ? null : head.to());
    commit.requireStorable();
  }

  void write(RunEntry run, RunCommit commit) {
    SessionEntry session = run.session;
    for (Message message : commit.change().messages()) {
      state.messages.computeIfAbsent(message.id(), id -> session.add(message)).write(run, message);
    }
    for (ToolCall call : commit.change().toolCalls()) {
      entry(call.messageId()).put(call);
    }
    for (Thought thought : commit.change().thoughts()) {
      entry(thought.messageId()).put(thought);
    }
    if (commit.closesRows()) {
      session.messages().values().stream()
          .filter(entry -> commit.runId().equals(entry.message().runId()))
          .filter(entry -> entry.message().status() == MessageStatus.PARTIAL)
          .forEach(entry -> entry.close(commit));
    }
    List<RunEvent> events = commit.events();
    Instant at = events.isEmpty() ? clock.instant() : events.get(events.size() - 1).ts();
    touch(session, commit, at);
    if (commit.status().isTerminal()) {
      state.releaseLease(run);
      session.activeRuns().remove(run.record().id());
      state.activeRuns.remove(MemoryState.Branch.of(run.record()), run.record().id());
    }
    run.add(commit, at);
  }

  private void touch(SessionEntry entry, RunCommit commit, Instant at) {
    ProjectionChange.HeadMove move = commit.change().head();
    String title = commit.change().title();
    if (move == null && title == null && !commit.status().isTerminal()) {
      return;
    }
    Session session = entry.session();
    Instant updatedAt = at.isAfter(session.updatedAt()) ? at : session.updatedAt();
    MessageId head = session.headMessageId();
    if (move != null && (move.onlyFrom() == null || move.onlyFrom().equals(head))) {
      head = move.to();
    }
    int count = head == null ? 0 : entry(head).depth;
    state.replace(
        entry,
        session.toBuilder()
            .headMessageId(head)
            .messageCount(count)
            .updatedAt(updatedAt)
            .title(session.title() == null ? title : session.title())
            .build());
  }

  private MessageEntry entry(MessageId id) {
    return Objects.requireNonNull(state.messages.get(id));
  }

  private static void require(SessionEntry session, Set<MessageId> known, @Nullable MessageId id) {
    if (id != null && !known.contains(id) && !session.messages().containsKey(id)) {
      throw new StoreException(
          FailureKind.NOT_FOUND,
          "Session " + session.session().id() + " has no message " + id + ".");
    }
  }
}

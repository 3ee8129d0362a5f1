package dev.coda.core.internal.run;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.SessionStore;
import dev.coda.core.internal.context.AttachedContent;
import dev.coda.core.internal.context.Branch;
import dev.coda.core.internal.context.KeptBranches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads as much of a branch as a model may be shown. Thread-safe. */
final class BranchReader {
  private final SessionStore sessions;
  private final AttachedContent attached;
  private final KeptBranches kept;
  private final AgentOptions options;

  BranchReader(AgentParts parts) {
    this.sessions = parts.stores().sessions();
    this.attached = AttachedContent.in(parts.stores().artifacts());
    this.kept = parts.branches();
    this.options = parts.options();
  }

  /**
   * Returns the branch that a new run continues, from memory if it was used recently.
   *
   * @param leaf its last message; null for none
   * @throws StoreException {@code NOT_FOUND} if there is no such message
   */
  Branch endingWith(UserId user, SessionId session, @Nullable MessageId leaf) {
    return leaf == null
        ? Branch.EMPTY
        : kept.find(session, leaf).orElseGet(() -> read(user, session, leaf));
  }

  /**
   * Returns the branch as it is stored, up to the message that a resumed run answers.
   *
   * @param isNew whether the run has added that message
   */
  Branch stored(UserId user, SessionId session, MessageId question, boolean isNew) {
    return Branch.of(path(user, session, question, options.contextMessages() + (isNew ? 1 : 0)));
  }

  private Branch read(UserId user, SessionId session, MessageId leaf) {
    List<Message> history = path(user, session, leaf, options.contextMessages());
    if (history.isEmpty()) {
      throw new StoreException(
          FailureKind.NOT_FOUND, "There is no message %s in session %s.".formatted(leaf, session));
    }
    Branch branch = Branch.of(history);
    if (history.get(history.size() - 1).status() != MessageStatus.PARTIAL) {
      kept.keep(session, branch);
    }
    return branch;
  }

  private List<Message> path(UserId user, SessionId session, MessageId leaf, int limit) {
    PathQuery query = PathQuery.latest(leaf, limit).withMaxBytes(options.contextBytes());
    List<Message> path =
        sessions.path(user, session, query).stream().map(MessageNode::message).toList();
    return attached.latest(user, path, options.contextBytes());
  }
}

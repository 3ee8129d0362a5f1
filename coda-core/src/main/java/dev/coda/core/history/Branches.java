package dev.coda.core.history;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.Stores;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes and selects branches of a conversation. No message is lost, and the next run continues from
 * the new head.
 *
 * <p>Methods throw a {@link StoreException}: of kind {@code NOT_FOUND} if the owner does not have
 * the message or session, and of kind {@code CONFLICT} for an answer that is still being written,
 * from which no branch can be made. Thread-safe.
 */
public final class Branches {
  private final Stores stores;
  private final IdSource ids;
  private final Clock clock;

  private Branches(Stores stores, IdSource ids, Clock clock) {
    this.stores = stores;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Works on these stores.
   *
   * @param stores the stores
   * @param ids the source of ids
   * @param clock the time
   * @return the branches
   */
  public static Branches of(Stores stores, IdSource ids, Clock clock) {
    return new Branches(stores, ids, clock);
  }

  /**
   * Adds a user's message as a sibling of another, with other content, and makes it the head.
   *
   * @param owner the user who owns it
   * @param id its id
   * @param content the new content
   * @return the new message
   * @throws IllegalArgumentException if the message is not a user's
   */
  public Message edit(UserId owner, MessageId id, List<Part> content) {
    Message before = message(owner, id);
    if (before.role() != Role.USER) {
      throw new IllegalArgumentException("only a user's message can be edited");
    }
    Message edited =
        Message.user(MessageId.next(ids), before.sessionId(), before.parentId(), content, now());
    stores.sessions().addMessage(owner, edited);
    return show(owner, edited);
  }

  /**
   * Makes the question of an answer the head, so that a run can answer it again.
   *
   * @param owner the user who owns it
   * @param id its id
   * @return the user's message
   * @throws IllegalArgumentException if the message is not an answer to a user's message
   */
  public Message regenerate(UserId owner, MessageId id) {
    return show(owner, question(owner, id));
  }

  /**
   * {@return the question of an answer, so that a run can answer it again}
   *
   * @param owner the user who owns it
   * @param id its id
   * @throws IllegalArgumentException if the message is not an answer to a user's message
   */
  public Message question(UserId owner, MessageId id) {
    Message answer = settled(owner, id);
    MessageId parent = answer.parentId();
    if (answer.role() != Role.ASSISTANT || parent == null) {
      throw new IllegalArgumentException("only an answer can be given again");
    }
    Message asked = message(owner, parent);
    if (asked.role() != Role.USER) {
      throw new IllegalArgumentException("the answer does not follow a user's message");
    }
    return asked;
  }

  /**
   * Brings the branch through a message into view, down to its latest message.
   *
   * @param owner the user who owns it
   * @param through a message of the branch
   * @return the session with its new head
   */
  public Session select(UserId owner, MessageId through) {
    Message message = message(owner, through);
    MessageId leaf =
        stores.sessions().latestLeaf(owner, through).orElseThrow(() -> missing(through));
    return head(owner, message.sessionId(), leaf);
  }

  /**
   * Copies a branch to a new session with new ids, and the attachments of its messages.
   *
   * @param owner the user who owns it
   * @param id its id
   * @param upTo the last message to copy; null for the session's head
   * @return the new session
   */
  public Session fork(UserId owner, SessionId id, @Nullable MessageId upTo) {
    Session source = stores.sessions().find(owner, id).orElseThrow(() -> missing(id));
    MessageId leaf = upTo == null ? source.headMessageId() : upTo;
    if (leaf != null && !settled(owner, leaf).sessionId().equals(id)) {
      throw missing(leaf);
    }
    Instant now = now();
    SessionId target = SessionId.next(ids);
    MessageCopier copier = new MessageCopier(target, ids);
    if (leaf != null) {
      copier.register(leaf);
    }
    Session fork =
        source.toBuilder()
            .id(target)
            .userId(owner)
            .headMessageId(leaf == null ? null : copier.idOf(leaf))
            .messageCount(0)
            .createdAt(now)
            .updatedAt(now)
            .build();
    stores
        .sessions()
        .load(
            fork,
            leaf == null ? List.of() : BranchCopy.of(stores.sessions(), owner, id, leaf, copier));
    copier.attachments().forEach((from, to) -> copyArtifact(owner, from, to, target));
    return stores.sessions().find(owner, target).orElse(fork);
  }

  /** Attachments go with their session, so that a copy needs its own. */
  private void copyArtifact(UserId owner, ArtifactId from, ArtifactId to, SessionId target) {
    ArtifactStore artifacts = stores.artifacts();
    Artifact original = artifacts.find(owner, from).orElse(null);
    if (original == null) {
      return;
    }
    artifacts
        .read(owner, from, 0, Math.toIntExact(original.size()))
        .ifPresent(content ->
            artifacts.put(
                new Artifact(
                    to,
                    owner,
                    target,
                    original.mediaType(),
                    original.name(),
                    content.length,
                    original.createdAt()),
                content));
  }

  private Message show(UserId owner, Message message) {
    head(owner, message.sessionId(), message.id());
    return message;
  }

  private Session head(UserId owner, SessionId session, MessageId head) {
    return stores
        .sessions()
        .update(owner, session, SessionChange.create().headMessageId(head))
        .orElseThrow(() -> missing(session));
  }

  private Message settled(UserId owner, MessageId id) {
    Message message = message(owner, id);
    if (message.status() == MessageStatus.PARTIAL && isActive(owner, message)) {
      throw new StoreException(
          FailureKind.CONFLICT, "Message " + id + " is still being written. Wait, or cancel it.");
    }
    return message;
  }

  private boolean isActive(UserId owner, Message message) {
    return message.runId() != null
        && stores
            .runs()
            .find(owner, message.runId())
            .map(RunRecord::status)
            .filter(status -> !status.isTerminal())
            .isPresent();
  }

  private Message message(UserId owner, MessageId id) {
    return stores.sessions().message(owner, id).orElseThrow(() -> missing(id)).node().message();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static StoreException missing(MessageId id) {
    return new StoreException(FailureKind.NOT_FOUND, "Message " + id + " does not exist.");
  }

  private static StoreException missing(SessionId id) {
    return new StoreException(FailureKind.NOT_FOUND, "Session " + id + " does not exist.");
  }
}

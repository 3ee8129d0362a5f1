package dev.coda.server.dialect;

import dev.coda.api.content.Part;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.id.CallId;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Stores;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.session.Sessions;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of clients that name a conversation and send all of its messages with each
 * request. Thread-safe.
 */
@Singleton
public class Conversations {
  private static final int LONGEST_ID = 200;
  private static final int MOST_MESSAGES = 10_000;

  /** Tools may have returned more than the client was shown. */
  private static final long MOST_BYTES = 8L << 20;

  private final Stores stores;
  private final Sessions sessions;
  private final IdSource ids;
  private final Clock clock;

  Conversations(Stores stores, Sessions sessions, IdSource ids, Clock clock) {
    this.stores = stores;
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Returns the name of a conversation: the id of a session, or any other text, which is one
   * session for each user.
   */
  public static String name(Fields request, String field) {
    String name = request.requiredText(field);
    if (name.isBlank() || name.length() > LONGEST_ID) {
      throw request.wrong(field, "must not be blank, nor longer than 200 characters");
    }
    return name;
  }

  /**
   * Returns the session of a conversation, which is created if it is new.
   *
   * @throws ProblemException {@code not_found} if the name is the id of another user's session
   */
  SessionId session(UserId owner, String name) {
    SessionId session = sessionId(owner, name);
    boolean isOwn = session.toString().equals(name);
    return sessions.findOrCreate(owner, session, isOwn ? null : name).id();
  }

  /** Returns the id that the session of a conversation has, if there is one. */
  public static SessionId sessionId(UserId owner, String name) {
    try {
      UUID own = UUID.fromString(name);
      if (own.toString().equals(name)) {
        return new SessionId(own);
      }
    } catch (IllegalArgumentException e) {
      // A text of the client's own.
    }
    byte[] text = (owner + "\n" + name).getBytes(StandardCharsets.UTF_8);
    return new SessionId(UUID.nameUUIDFromBytes(text));
  }

  /**
   * Returns the messages of a branch, oldest first; none if the branch is larger than a request
   * with all of its messages can be.
   *
   * @param leaf its last message
   */
  public List<Message> messages(UserId owner, SessionId session, MessageId leaf) {
    List<Message> path =
        stores
            .sessions()
            .path(
                owner, session, PathQuery.page(leaf, null, MOST_MESSAGES).withMaxBytes(MOST_BYTES))
            .stream()
            .map(MessageNode::message)
            .toList();
    boolean isWhole = !path.isEmpty() && path.getLast().id().equals(leaf);
    return isWhole ? path : List.of();
  }

  /**
   * Finds where a turn goes. What was sent along and is stored is not stored again; what differs is
   * stored as another branch.
   */
  ConversationPlace place(
      UserId owner, SessionId session, List<SentMessage> history, List<Part> content) {
    MessageId head = sessions.find(owner, session).headMessageId();
    List<Message> path = head == null ? List.of() : messages(owner, session, head);
    if (head != null && path.isEmpty()) {
      throw ProblemException.of(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "Session %s is too large to be sent along with each request.".formatted(session));
    }
    List<ConversationTurns.Turn> stored = ConversationTurns.stored(path);
    List<ConversationTurns.Turn> sent = ConversationTurns.sent(history);
    int same = 0;
    while (same < Math.min(stored.size(), sent.size())
        && stored.get(same).matches(sent.get(same))) {
      same++;
    }
    MessageId parent = same == 0 ? null : stored.get(same - 1).last();
    if (content.stream().anyMatch(ToolResultPart.class::isInstance)) {
      return same < sent.size()
          ? new ConversationPlace(add(owner, session, parent, sent, same), content)
          : new ConversationPlace(parent, awaited(path, parent, content));
    }
    if (same < sent.size()) {
      return new ConversationPlace(add(owner, session, parent, sent, same), content);
    }
    boolean again =
        same < stored.size()
            && stored.get(same).question() != null
            && stored.get(same).said().equals(ConversationTurns.text(content));
    return again
        ? new ConversationPlace(stored.get(same).question(), List.of())
        : new ConversationPlace(parent, content);
  }

  private @Nullable MessageId add(
      UserId owner,
      SessionId session,
      @Nullable MessageId after,
      List<ConversationTurns.Turn> turns,
      int from) {
    MessageId parent = after;
    for (ConversationTurns.Turn turn : turns.subList(from, turns.size())) {
      for (SentMessage sent : turn.messages()) {
        MessageId next = MessageId.next(ids);
        stores
            .sessions()
            .addMessage(
                owner,
                Message.builder(
                        next, session, sent.role(), clock.instant().truncatedTo(ChronoUnit.MILLIS))
                    .parentId(parent)
                    .parts(sent.parts())
                    .build());
        parent = next;
      }
    }
    return parent;
  }

  /** Clients send the results of the server's tools along with those that are waited for. */
  private static List<Part> awaited(
      List<Message> path, @Nullable MessageId parent, List<Part> content) {
    Set<CallId> open = new HashSet<>();
    for (Message message : path) {
      if (message.id().equals(parent)) {
        message
            .parts()
            .forEach(part -> {
              if (part instanceof ToolCallPart call) {
                open.add(call.callId());
              }
            });
        message
            .parts()
            .forEach(part -> {
              if (part instanceof ToolResultPart result) {
                open.remove(result.callId());
              }
            });
      }
    }
    List<Part> results =
        content.stream()
            .filter(part -> part instanceof ToolResultPart result && open.contains(result.callId()))
            .toList();
    if (results.isEmpty()) {
      throw ProblemException.invalid(
          "messages",
          "must end with what the user says, or with the result of a call that was left to the"
              + " client");
    }
    return results;
  }
}

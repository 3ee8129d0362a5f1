package dev.coda.server.share;

import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Stores;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.secret.Digests;
import dev.coda.server.secret.RandomText;
import dev.coda.server.session.Sessions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Makes, lists and revokes links to sessions, for their owner alone. Thread-safe. */
@Singleton
class Shares {
  private static final int MOST_OF_ONE_USER = 500;

  private final ShareRepository stored;
  private final Sessions sessions;
  private final Stores stores;
  private final IdSource ids;
  private final Clock clock;

  Shares(ShareRepository stored, Sessions sessions, Stores stores, IdSource ids, Clock clock) {
    this.stored = stored;
    this.sessions = sessions;
    this.stores = stores;
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes a link with a token of 256 random bits, which is returned this once. */
  ShareView create(UUID user, UUID session, NewShare wanted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant end = wanted.expiresAt();
    if (end != null && !end.isAfter(now)) {
      throw ProblemException.invalid("expires_at", "must be in the future");
    }
    requireWhole(new UserId(user), new SessionId(session), new MessageId(wanted.messageId()));
    if (stored.countByUserId(user) >= MOST_OF_ONE_USER) {
      throw ProblemException.of(
          ErrorCode.CONFLICT,
          "You have %d links, which is the most. Revoke one first.".formatted(MOST_OF_ONE_USER));
    }
    // Hexadecimal digits survive the programs that find addresses in a text.
    String token = Digests.hex(RandomText.bytes());
    SessionShare row =
        new SessionShare(
            ids.next(),
            user,
            session,
            wanted.messageId(),
            wanted.title(),
            Boolean.TRUE.equals(wanted.includeTools()),
            Digests.sha256(token),
            now,
            end);
    return ShareView.of(stored.save(row), token);
  }

  List<ShareView> list(UUID user) {
    return shown(stored.findByUserIdOrderByCreatedAtDesc(user));
  }

  List<ShareView> list(UUID user, UUID session) {
    var _ = sessions.find(new UserId(user), new SessionId(session));
    return shown(stored.findByUserIdAndSessionIdOrderByCreatedAtDesc(user, session));
  }

  /** Ends a link at once. */
  void revoke(UUID user, UUID id) {
    if (stored.remove(id, user) == 0) {
      throw ProblemException.notFound("Link " + id);
    }
  }

  /**
   * Returns the link of a token.
   *
   * @throws ProblemException {@code not_found}, the same whether it was never there, has expired,
   *     was revoked or went with its session
   */
  SessionShare open(String token) {
    return stored.findOpen(Digests.sha256(token), clock.instant()).orElseThrow(Shares::missing);
  }

  static ProblemException missing() {
    return ProblemException.of(
        ErrorCode.NOT_FOUND,
        "There is no shared chat at this link. It may have expired, or been revoked.");
  }

  /** An answer that is being written would show what its owner has not read yet. */
  private void requireWhole(UserId owner, SessionId session, MessageId message) {
    List<MessageNode> last = stores.sessions().path(owner, session, PathQuery.latest(message, 1));
    if (last.isEmpty()) {
      var _ = sessions.find(owner, session);
      throw ProblemException.notFound("Message " + message);
    }
    if (last.getLast().message().status() == MessageStatus.PARTIAL) {
      throw ProblemException.of(
          ErrorCode.RUN_ACTIVE, "This answer is still being written. Share it once it is whole.");
    }
  }

  private static List<ShareView> shown(List<SessionShare> shares) {
    return shares.stream().map(share -> ShareView.of(share, null)).toList();
  }
}

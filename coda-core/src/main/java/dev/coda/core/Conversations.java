package dev.coda.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionStore;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Finds and creates sessions, by their own ids or the application's. Thread-safe. */
final class Conversations {
  /** The key of the application's id in a session's metadata. */
  private static final String EXTERNAL_ID = "external_id";

  private final SessionStore sessions;
  private final IdSource ids;
  private final Clock clock;

  Conversations(SessionStore sessions, IdSource ids, Clock clock) {
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
  }

  SessionId create(UserId user) {
    SessionId id = SessionId.next(ids);
    create(user, id, null);
    return id;
  }

  SessionId open(UserId user, String externalId) {
    SessionId id = SessionId.named(user, externalId);
    if (sessions.find(user, id).isEmpty()) {
      try {
        create(user, id, externalId);
      } catch (StoreException e) {
        // Another thread or process may have opened it between the two statements.
        if (e.kind() != FailureKind.CONFLICT || sessions.find(user, id).isEmpty()) {
          throw e;
        }
      }
    }
    return id;
  }

  private void create(UserId user, SessionId id, @Nullable String externalId) {
    Session session = Session.start(id, user, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    if (externalId != null) {
      session =
          session.withMetadata(JsonNodeFactory.instance.objectNode().put(EXTERNAL_ID, externalId));
    }
    sessions.create(session);
  }
}

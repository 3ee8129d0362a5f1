package dev.coda.server.chat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.CodaException;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.server.http.ProblemException;
import dev.coda.server.session.Sessions;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts turns in new or existing sessions. Thread-safe. */
@Singleton
public class Chats {
  private static final String ROUTE = "POST /api/v1/chat/stream";

  private final Sessions sessions;
  private final RunRequests requests;
  private final Turns turns;
  private final RunStarts starts;
  private final IdSource ids;

  Chats(Sessions sessions, RunRequests requests, Turns turns, RunStarts starts, IdSource ids) {
    this.sessions = sessions;
    this.requests = requests;
    this.turns = turns;
    this.starts = starts;
    this.ids = ids;
  }

  /**
   * Starts a turn, or stores it so that it waits if the request allows this.
   *
   * @param key the idempotency key; of all requests with the same key, only one runs. Null for none
   * @throws AdmissionException if it must not start now
   * @throws ProblemException if something in the request is wrong
   */
  public Run start(UserId owner, @Nullable String key, ChatRequest request) {
    return turns.start(owner, key, ROUTE, request, id -> start(owner, id, request));
  }

  /**
   * Starts a turn for a client of another protocol.
   *
   * @param key the idempotency key; of all requests with the same key, only one runs. Null for none
   * @param route the address of the request; a key belongs to one address
   * @param request the request with this key, as JSON
   * @param turn returns the request of the run; if there is no session yet, it creates one with
   *     this id
   * @throws AdmissionException if it must not start now
   */
  public Run begin(
      UserId owner,
      @Nullable String key,
      String route,
      Object request,
      Function<SessionId, RunRequest.Builder> turn) {
    return turns.startChecked(
        owner,
        key,
        route,
        request,
        id -> {
          SessionId fresh = id == null ? SessionId.next(ids) : new SessionId(id);
          RunRequest run = requests.complete(turn.apply(fresh), owner, id);
          try {
            return starts.start(run);
          } catch (CodaException e) {
            // Under a key, an equal request may be about to start its run in the same session.
            if (run.sessionId().equals(fresh) && id == null) {
              sessions.delete(owner, fresh);
            }
            throw RunProblems.explain(e);
          }
        });
  }

  private Run start(UserId owner, @Nullable UUID key, ChatRequest request) {
    SessionId session = session(request, key);
    if (request.sessionId() == null) {
      sessions.findOrCreate(owner, session);
    }
    RunRequest run = requests.translate(request, owner, session, key);
    try {
      return starts.start(run);
    } catch (CodaException e) {
      // Under a key, an equal request may be about to start its run in the same session.
      if (request.sessionId() == null && key == null) {
        sessions.deleteIfEmpty(owner, session);
      }
      throw RunProblems.explain(e);
    }
  }

  private SessionId session(ChatRequest request, @Nullable UUID key) {
    if (request.sessionId() != null) {
      return new SessionId(request.sessionId());
    }
    // A repeated request must find the session that the first one made.
    return key == null ? SessionId.next(ids) : new SessionId(key);
  }
}

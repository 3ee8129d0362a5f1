package dev.coda.server.chat;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.CodaException;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.Text;
import dev.coda.server.run.RunFrames;
import dev.coda.server.run.RunStreams;
import dev.coda.server.session.Sessions;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts runs and shows them. Thread-safe. */
@Controller("/api/v1/chat")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.CHAT)
class ChatController {
  private final Agent agent;
  private final Sessions sessions;
  private final RunRequests requests;
  private final Turns turns;
  private final QueuedStarts queued;
  private final RunStreams streams;
  private final IdSource ids;

  ChatController(
      Agent agent,
      Sessions sessions,
      RunRequests requests,
      Turns turns,
      QueuedStarts queued,
      RunStreams streams,
      IdSource ids) {
    this.agent = agent;
    this.sessions = sessions;
    this.requests = requests;
    this.turns = turns;
    this.queued = queued;
    this.streams = streams;
    this.ids = ids;
  }

  @Post(value = "/stream", produces = MediaType.TEXT_EVENT_STREAM)
  HttpResponse<RunFrames> stream(
      CurrentUser user,
      @Header("Idempotency-Key") @Nullable @Text(max = 200) String idempotencyKey,
      @Body @Valid ChatRequest request) {
    UserId owner = new UserId(user.userId());
    return turns.start(owner, idempotencyKey, request, key -> start(user, owner, request, key));
  }

  private HttpResponse<RunFrames> start(
      CurrentUser user, UserId owner, ChatRequest request, @Nullable UUID key) {
    SessionId session = session(request, key);
    if (request.sessionId() == null) {
      sessions.findOrCreate(owner, session);
    }
    RunRequest run = requests.translate(request, owner, session, key);
    try {
      return run.onConflict() == ConflictPolicy.QUEUE
          ? queued.answer(user, run)
          : streams.answer(user, agent.start(run), 0);
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

package dev.coda.server.chat;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.CodaException;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.http.Text;
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
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Starts runs and shows them. Thread-safe. */
@Controller("/api/v1/chat")
@Secured(SecurityRule.IS_AUTHENTICATED)
class ChatController {
  private final Agent agent;
  private final Sessions sessions;
  private final RunRequests requests;
  private final RunStreams streams;
  private final IdSource ids;

  ChatController(
      Agent agent, Sessions sessions, RunRequests requests, RunStreams streams, IdSource ids) {
    this.agent = agent;
    this.sessions = sessions;
    this.requests = requests;
    this.streams = streams;
    this.ids = ids;
  }

  @Post(value = "/stream", produces = MediaType.TEXT_EVENT_STREAM)
  HttpResponse<Publisher<byte[]>> stream(
      CurrentUser user,
      @Header("Idempotency-Key") @Nullable @Text(max = 200) String idempotencyKey,
      @Body @Valid ChatRequest request) {
    requests.check(request);
    UserId owner = new UserId(user.userId());
    SessionId session = session(request, owner, idempotencyKey);
    // All that can be refused is refused before a session is made.
    RunRequest turn = requests.translate(request, owner, session, idempotencyKey);
    if (request.sessionId() == null) {
      sessions.findOrCreate(owner, session);
    }
    try {
      return streams.answer(agent.start(turn), 0);
    } catch (CodaException e) {
      if (request.sessionId() == null) {
        sessions.deleteIfEmpty(owner, session);
      }
      throw RunProblems.explain(e);
    }
  }

  private SessionId session(ChatRequest request, UserId owner, @Nullable String idempotencyKey) {
    if (request.sessionId() != null) {
      return new SessionId(request.sessionId());
    }
    if (idempotencyKey == null) {
      return SessionId.next(ids);
    }
    // A repeated request must find the session that the first one made.
    byte[] name = (owner + " " + idempotencyKey).getBytes(StandardCharsets.UTF_8);
    return new SessionId(UUID.nameUUIDFromBytes(name));
  }
}

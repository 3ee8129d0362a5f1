package dev.coda.server.dialect.uistream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Run;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.id.CallId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Stores;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.dialect.Conversations;
import dev.coda.server.dialect.DialectRuns;
import dev.coda.server.dialect.PausedRuns;
import dev.coda.server.dialect.SentRequest;
import dev.coda.server.http.Text;
import dev.coda.server.origin.RequestOrigins;
import dev.coda.server.run.OwnRuns;
import dev.coda.server.run.RunFrames;
import dev.coda.server.run.RunStreams;
import dev.coda.server.session.Sessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chats of the AI SDK. Thread-safe. */
@Controller("/api/v1/ai/chat")
@Secured(SecurityRule.IS_AUTHENTICATED)
class UiController {
  private static final String ROUTE = "POST /api/v1/ai/chat";

  private final DialectRuns runs;
  private final Sessions sessions;
  private final PausedRuns paused;
  private final OwnRuns ownRuns;
  private final RunStreams streams;
  private final Stores stores;
  private final RequestOrigins origins;

  UiController(
      DialectRuns runs,
      Sessions sessions,
      PausedRuns paused,
      OwnRuns ownRuns,
      RunStreams streams,
      Stores stores,
      RequestOrigins origins) {
    this.runs = runs;
    this.sessions = sessions;
    this.paused = paused;
    this.ownRuns = ownRuns;
    this.streams = streams;
    this.stores = stores;
    this.origins = origins;
  }

  @Post(produces = MediaType.TEXT_EVENT_STREAM)
  @Scoped(Scope.CHAT)
  HttpResponse<RunFrames> continueChat(
      HttpRequest<?> http,
      CurrentUser user,
      @Header("Idempotency-Key") @Nullable @Text(max = 200) String idempotencyKey,
      @Body JsonNode body) {
    UserId owner = new UserId(user.userId());
    UiRequest request = UiRequest.read(body);
    String name = Conversations.name(request.fields(), "id");
    List<ApprovalDecision> decisions = request.decisions();
    if (!decisions.isEmpty()) {
      return resume(http, user, Conversations.sessionId(owner, name), request, decisions);
    }
    Run run =
        runs.follow(
            new SentRequest(owner, ROUTE, idempotencyKey, body), request.turn(), name, null);
    return show(user, run, new UiStream(0, 0, origins.of(http)::link));
  }

  @Get(value = "/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM)
  @Scoped({Scope.READ, Scope.CHAT})
  HttpResponse<?> resumeChat(HttpRequest<?> http, CurrentUser user, String id) {
    UserId owner = new UserId(user.userId());
    SessionId session = Conversations.sessionId(owner, id);
    sessions.find(owner, session);
    List<RunRecord> active = stores.runs().active(owner, session);
    if (active.isEmpty()) {
      return HttpResponse.noContent();
    }
    RunRecord last = active.getLast();
    return show(
        user,
        ownRuns.find(user, last.id()),
        new UiStream(0, PausedRuns.pausesOver(last), origins.of(http)::link));
  }

  private HttpResponse<RunFrames> resume(
      HttpRequest<?> http,
      CurrentUser user,
      SessionId session,
      UiRequest request,
      List<ApprovalDecision> decisions) {
    Set<CallId> calls =
        decisions.stream().map(ApprovalDecision::callId).collect(Collectors.toSet());
    PausedRuns.Pause pause =
        paused
            .find(new UserId(user.userId()), session, calls)
            .orElseThrow(() -> request.fields().wrong("messages", "decides what no run waits for"));
    paused.decide(user, pause, decisions);
    return show(
        user,
        ownRuns.find(user, pause.run()),
        new UiStream(pause.seq(), 0, origins.of(http)::link));
  }

  private HttpResponse<RunFrames> show(CurrentUser user, Run run, UiStream stream) {
    return streams.answer(user, run, stream).header("x-vercel-ai-ui-message-stream", "v1");
  }
}

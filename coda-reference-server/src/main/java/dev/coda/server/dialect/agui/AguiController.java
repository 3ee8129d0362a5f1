package dev.coda.server.dialect.agui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Run;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Stores;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.dialect.Conversations;
import dev.coda.server.dialect.DialectRuns;
import dev.coda.server.dialect.PausedRuns;
import dev.coda.server.dialect.SentRequest;
import dev.coda.server.origin.RequestOrigins;
import dev.coda.server.run.OwnRuns;
import dev.coda.server.run.RunFrames;
import dev.coda.server.run.RunStreams;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** AG-UI. Thread-safe. */
@Controller("/api/v1/agui")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.CHAT)
class AguiController {
  private static final String ROUTE = "POST /api/v1/agui";

  /** More events than a run has before its answer begins. */
  private static final int BEGINNING = 100;

  private final DialectRuns runs;
  private final Conversations conversations;
  private final PausedRuns paused;
  private final OwnRuns ownRuns;
  private final RunStreams streams;
  private final Stores stores;
  private final RequestOrigins origins;

  AguiController(
      DialectRuns runs,
      Conversations conversations,
      PausedRuns paused,
      OwnRuns ownRuns,
      RunStreams streams,
      Stores stores,
      RequestOrigins origins) {
    this.runs = runs;
    this.conversations = conversations;
    this.paused = paused;
    this.ownRuns = ownRuns;
    this.streams = streams;
    this.stores = stores;
    this.origins = origins;
  }

  @Post(produces = MediaType.TEXT_EVENT_STREAM)
  HttpResponse<RunFrames> runAgent(HttpRequest<?> http, CurrentUser user, @Body JsonNode body) {
    UserId owner = new UserId(user.userId());
    AguiRequest request = AguiRequest.read(body);
    UnaryOperator<String> links = origins.of(http)::link;
    SessionId session = Conversations.sessionId(owner, request.threadId());
    if (!request.decisions().isEmpty()) {
      return resume(user, session, request, links);
    }
    String key = "agui:%s:%s".formatted(session, request.runId());
    Optional<RunRecord> known = stores.runs().findByKey(owner, key);
    if (known.isPresent()) {
      Run run = ownRuns.find(user, known.get().id());
      return show(user, run, request, 0, PausedRuns.pausesOver(known.get()), true, links);
    }
    Run run =
        runs.follow(
            new SentRequest(owner, ROUTE, null, body), request.turn(), request.threadId(), key);
    return show(user, run, request, 0, 0, false, links);
  }

  private HttpResponse<RunFrames> resume(
      CurrentUser user, SessionId session, AguiRequest request, UnaryOperator<String> links) {
    PausedRuns.Pause pause =
        paused
            .find(
                new UserId(user.userId()),
                session,
                request.decisions().stream()
                    .map(ApprovalDecision::callId)
                    .collect(Collectors.toSet()))
            .orElseThrow(
                () -> request.fields().wrong("resume", "names nothing that a run waits for"));
    paused.decide(user, pause, request.decisions());
    Run run = ownRuns.find(user, pause.run());
    return show(user, run, request, pause.seq(), 0, false, links);
  }

  private HttpResponse<RunFrames> show(
      CurrentUser user,
      Run run,
      AguiRequest request,
      long afterSeq,
      long pausesOver,
      boolean isRejoined,
      UnaryOperator<String> links) {
    AguiView view =
        new AguiView(
            request.threadId(),
            request.runId(),
            afterSeq,
            pausesOver,
            isRejoined,
            history(new UserId(user.userId()), run.sessionId(), run.id()),
            links);
    return streams.answer(user, run, new AguiStream(view));
  }

  /** Returns the messages before the run's own. */
  private List<Message> history(UserId owner, SessionId session, RunId run) {
    return stores.runs().events(run, 0, BEGINNING).stream()
        .map(RunEvent::payload)
        .filter(MessageStart.class::isInstance)
        .map(start -> ((MessageStart) start).parentId())
        .findFirst()
        .map(question -> conversations.messages(owner, session, question))
        .map(path -> path.subList(0, Math.max(0, path.size() - 1)))
        .orElse(List.of());
  }
}

package dev.coda.server.run;

import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs over REST and server-sent events. Thread-safe. */
@Controller("/api/v1/runs")
@Secured(SecurityRule.IS_AUTHENTICATED)
class RunController {
  private final OwnRuns runs;
  private final Stores stores;
  private final RunStreams streams;

  RunController(OwnRuns runs, Stores stores, RunStreams streams) {
    this.runs = runs;
    this.stores = stores;
    this.streams = streams;
  }

  @Get("/{id}")
  @Scoped({Scope.READ, Scope.CHAT})
  RunView show(CurrentUser user, UUID id) {
    return stores
        .runs()
        .find(new UserId(user.userId()), new RunId(id))
        .map(RunView::of)
        .orElseThrow(() -> OwnRuns.missing(new RunId(id)));
  }

  @Get(value = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM)
  @Scoped({Scope.READ, Scope.CHAT})
  HttpResponse<RunFrames> events(
      CurrentUser user,
      UUID id,
      @Header("Last-Event-ID") @Nullable String lastEventId,
      @QueryValue @Nullable String after) {
    long position =
        lastEventId != null
            ? position("Last-Event-ID", lastEventId)
            : after == null ? 0 : position("after", after);
    return streams.answer(user, runs.find(user, new RunId(id)), position);
  }

  @Post("/{id}/cancel")
  @Scoped(Scope.CHAT)
  @Status(HttpStatus.ACCEPTED)
  void cancel(CurrentUser user, UUID id) {
    runs.find(user, new RunId(id)).cancel();
  }

  @Post("/{id}/approvals/{callId}")
  @Scoped(Scope.CHAT)
  @Status(HttpStatus.ACCEPTED)
  void decide(CurrentUser user, UUID id, UUID callId, @Body @Valid ApprovalRequest request) {
    runs.decide(user, new RunId(id), request.of(new CallId(callId)));
  }

  private static long position(String field, String text) {
    try {
      long position = Long.parseLong(text);
      if (position >= 0) {
        return position;
      }
    } catch (NumberFormatException e) {
      // Answered below like a negative one.
    }
    throw ProblemException.invalid(field, "must be a whole number from 0");
  }
}

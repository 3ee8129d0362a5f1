package dev.coda.server.run;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
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
  private final Agent agent;
  private final Stores stores;
  private final RunStreams streams;

  RunController(Agent agent, Stores stores, RunStreams streams) {
    this.agent = agent;
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
        .orElseThrow(() -> missing(id));
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
    return streams.answer(user, find(user, id), position);
  }

  @Post("/{id}/cancel")
  @Scoped(Scope.CHAT)
  @Status(HttpStatus.ACCEPTED)
  void cancel(CurrentUser user, UUID id) {
    find(user, id).cancel();
  }

  @Post("/{id}/approvals/{callId}")
  @Scoped(Scope.CHAT)
  @Status(HttpStatus.ACCEPTED)
  void decide(CurrentUser user, UUID id, UUID callId, @Body @Valid ApprovalRequest request) {
    Run run = find(user, id);
    try {
      run.decide(request.of(new CallId(callId)));
    } catch (CodaException e) {
      throw refusal(e);
    }
  }

  private static RuntimeException refusal(CodaException failure) {
    return failure.kind() == FailureKind.TOOL_INPUT_INVALID
        ? ProblemException.invalid("input", failure.getMessage())
        : failure;
  }

  private Run find(CurrentUser user, UUID id) {
    return agent.find(new UserId(user.userId()), new RunId(id)).orElseThrow(() -> missing(id));
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

  private static ProblemException missing(UUID id) {
    return ProblemException.notFound("Run " + id);
  }
}

package dev.coda.server.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.agent.Run;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunRecord;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.dialect.DialectRuns;
import dev.coda.server.dialect.SentRequest;
import dev.coda.server.http.ProblemException;
import dev.coda.server.http.Text;
import dev.coda.server.run.OwnRuns;
import dev.coda.server.run.RunStreams;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import org.jspecify.annotations.Nullable;

/** Responses. Thread-safe. */
@Controller("/v1/responses")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.CHAT)
class ResponseController {
  private static final String ROUTE = "POST /v1/responses";
  private static final String STARTING_AFTER = "starting_after";

  private final Responses responses;
  private final DialectRuns runs;
  private final OwnRuns ownRuns;
  private final RunStreams streams;

  ResponseController(Responses responses, DialectRuns runs, OwnRuns ownRuns, RunStreams streams) {
    this.responses = responses;
    this.runs = runs;
    this.ownRuns = ownRuns;
    this.streams = streams;
  }

  @Post(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  HttpResponse<?> createResponse(
      CurrentUser user,
      @Header("Idempotency-Key") @Nullable @Text(max = 200) String idempotencyKey,
      @Body JsonNode body) {
    UserId owner = new UserId(user.userId());
    ResponseRequest request = ResponseRequest.read(body);
    Run run = responses.start(new SentRequest(owner, ROUTE, idempotencyKey, body), request);
    ResponseFacts facts =
        responses
            .facts(owner, run.id(), run.sessionId())
            .asRequested(request.background(), request.store(), request.metadata());
    if (request.stream()) {
      return streams.answer(user, run, new ResponseStream(facts, -1));
    }
    if (!request.background()) {
      runs.await(run);
    }
    return answer(run, responses.fold(run.id(), facts).response());
  }

  @Get(
      value = "/{id}",
      produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  @Scoped({Scope.READ, Scope.CHAT})
  HttpResponse<?> retrieveResponse(
      CurrentUser user,
      String id,
      @QueryValue @Nullable Boolean stream,
      @QueryValue(STARTING_AFTER) @Nullable String startingAfter) {
    UserId owner = new UserId(user.userId());
    RunRecord found = responses.find(owner, id);
    ResponseFacts facts = responses.facts(owner, found.id(), found.sessionId());
    Run run = ownRuns.find(user, found.id());
    return Boolean.TRUE.equals(stream)
        ? streams.answer(user, run, new ResponseStream(facts, position(startingAfter)))
        : answer(run, responses.fold(found.id(), facts).response());
  }

  @Post("/{id}/cancel")
  HttpResponse<?> cancelResponse(CurrentUser user, String id) {
    UserId owner = new UserId(user.userId());
    RunRecord found = responses.find(owner, id);
    Run run = ownRuns.find(user, found.id());
    run.cancel();
    runs.await(run);
    return answer(
        run,
        responses
            .fold(found.id(), responses.facts(owner, found.id(), found.sessionId()))
            .response());
  }

  @Delete("/{id}")
  Deletion deleteResponse(CurrentUser user, String id) {
    RunRecord found = responses.find(new UserId(user.userId()), id);
    ownRuns.find(user, found.id()).cancel();
    responses.delete(found.id());
    return new Deletion(id, "response", true);
  }

  private static HttpResponse<?> answer(Run run, ObjectNode response) {
    return HttpResponse.ok(response.toString())
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header("X-Run-Id", run.id().toString())
        .header("X-Session-Id", run.sessionId().toString());
  }

  private static long position(@Nullable String text) {
    if (text == null) {
      return -1;
    }
    try {
      long position = Long.parseLong(text);
      if (position >= 0) {
        return position;
      }
    } catch (NumberFormatException e) {
      // Answered below like a negative one.
    }
    throw ProblemException.invalid(STARTING_AFTER, "must be a whole number from 0");
  }

  /** What is left of a deleted response. Immutable. */
  record Deletion(String id, String object, boolean deleted) {}
}

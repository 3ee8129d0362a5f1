package dev.coda.server.dialect.completions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Run;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.RunFinished;
import dev.coda.api.id.UserId;
import dev.coda.server.agent.ModelChoice;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.dialect.DialectRuns;
import dev.coda.server.dialect.RunLog;
import dev.coda.server.dialect.SentRequest;
import dev.coda.server.http.OpenAiErrors;
import dev.coda.server.http.Text;
import dev.coda.server.run.RunStreams;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chat completions, and the models for them. Thread-safe. */
@Controller("/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
class CompletionController {
  private static final String ROUTE = "POST /v1/chat/completions";

  private final DialectRuns runs;
  private final RunStreams streams;
  private final ModelChoice models;

  CompletionController(DialectRuns runs, RunStreams streams, ModelChoice models) {
    this.runs = runs;
    this.streams = streams;
    this.models = models;
  }

  @Post(
      value = "/chat/completions",
      produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  @Scoped(Scope.CHAT)
  HttpResponse<?> complete(
      CurrentUser user,
      @Header("Idempotency-Key") @Nullable @Text(max = 200) String idempotencyKey,
      @Body JsonNode body) {
    CompletionRequest request = CompletionRequest.read(body);
    SentRequest sent = new SentRequest(new UserId(user.userId()), ROUTE, idempotencyKey, body);
    Run run = runs.start(sent, request.turn());
    return request.stream()
        ? streams.answer(user, run, new CompletionChunks(request.includeUsage()))
        : answer(run)
            .header("X-Run-Id", run.id().toString())
            .header("X-Session-Id", run.sessionId().toString());
  }

  @Get("/models")
  @Scoped({Scope.READ, Scope.CHAT})
  ModelList listCompletionModels(CurrentUser user) {
    return new ModelList(
        "list",
        models.list(new UserId(user.userId())).stream()
            .map(model -> new Model(model.ref().toString(), "model", 0, model.ref().provider()))
            .toList());
  }

  private MutableHttpResponse<String> answer(Run run) {
    RunLog log = RunLog.of(runs.await(run));
    RunFinished end =
        log.end().orElseThrow(() -> new IllegalStateException("run " + run.id() + " has no end"));
    ErrorInfo error = end.error();
    return error == null
        ? HttpResponse.ok(Completion.of(log, end).toString())
            .contentType(MediaType.APPLICATION_JSON_TYPE)
        : failed(error);
  }

  /** The run is over, so the same request again would be another one, which nobody asked for. */
  private static MutableHttpResponse<String> failed(ErrorInfo error) {
    return HttpResponse.<String>status(HttpStatus.BAD_GATEWAY)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header("X-Should-Retry", "false")
        .body(
            OpenAiErrors.of(OpenAiErrors.SERVER_ERROR, error.code(), error.message(), null)
                .toString());
  }

  /** The models that can be asked. Immutable. */
  record ModelList(String object, List<Model> data) {}

  /**
   * A model. Immutable.
   *
   * @param created nobody knows, so 0
   * @param ownedBy its provider
   */
  record Model(String id, String object, long created, String ownedBy) {}
}

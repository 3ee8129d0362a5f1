package dev.coda.server.http;

import dev.coda.server.process.OutOfMemoryExit;
import dev.coda.server.telemetry.RequestTrace;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Turns every error, whoever found it, into problem details. Micronaut passes all of them through
 * here: failed validation, unknown routes, refused bodies and unexpected exceptions. Thread-safe.
 */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Problem> {

  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    context.getRootCause().ifPresent(OutOfMemoryExit::check);
    ProblemException exception =
        context
            .getRootCause()
            .map(cause -> Failures.explain(cause, response.status()))
            .orElseGet(() -> Failures.explain(response.status()));
    MutableHttpResponse<Problem> answer = respond(request, exception);
    // Such as Allow beside 405.
    response.getHeaders().forEachValue((name, value) -> answer.getHeaders().set(name, value));
    return answer;
  }

  private static MutableHttpResponse<Problem> respond(
      HttpRequest<?> request, ProblemException exception) {
    MutableHttpResponse<Problem> answer =
        io.micronaut.http.HttpResponse.status(exception.code().status());
    exception
        .retryAfter()
        .ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wholeSeconds(wait)));
    if (exception.code() == ErrorCode.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return request.getMethod() == HttpMethod.HEAD
        ? answer
        : answer
            .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
            .body(Problem.of(exception, RequestTrace.of(request).traceId()));
  }

  private static String wholeSeconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}

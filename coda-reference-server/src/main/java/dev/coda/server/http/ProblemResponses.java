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
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Converts every error, from any part of the server, to problem details. Micronaut passes all
 * errors to it: failed validation, unknown routes, refused bodies and unexpected exceptions.
 * Clients of OpenAI's protocols get errors in the form of these protocols. Thread-safe.
 */
@Singleton
public final class ProblemResponses implements ErrorResponseProcessor<Object> {

  @Override
  public MutableHttpResponse<Object> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    context.getRootCause().ifPresent(OutOfMemoryExit::check);
    ProblemException exception =
        context
            .getRootCause()
            .map(cause -> Failures.explain(cause, response.status()))
            .orElseGet(() -> Failures.explain(response.status()));
    MutableHttpResponse<Object> answer =
        respond(
            request,
            exception.code(),
            String.valueOf(exception.getMessage()),
            exception.errors(),
            exception.details(),
            exception.retryAfter());
    // Such as Allow beside 405.
    response.getHeaders().forEachValue((name, value) -> answer.getHeaders().set(name, value));
    return answer;
  }

  /**
   * Returns the answer to a request that may succeed later. This costs less than a {@link
   * ProblemException}, which the HTTP server needs milliseconds to handle.
   */
  public static MutableHttpResponse<?> retryLater(
      HttpRequest<?> request, ErrorCode code, String detail, Duration retryAfter) {
    return retryLater(request, code, detail, retryAfter, Map.of());
  }

  /** Does the same with more members of {@link Problem}, by their names in JSON. */
  static MutableHttpResponse<?> retryLater(
      HttpRequest<?> request,
      ErrorCode code,
      String detail,
      Duration retryAfter,
      Map<String, Object> details) {
    MutableHttpResponse<Object> answer =
        respond(request, code, detail, List.of(), details, Optional.of(retryAfter));
    // The server adds it to answers of routes and exceptions only.
    answer.getHeaders().date(LocalDateTime.now(ZoneId.systemDefault()));
    return answer;
  }

  private static MutableHttpResponse<Object> respond(
      HttpRequest<?> request,
      ErrorCode code,
      String detail,
      List<FieldError> errors,
      Map<String, Object> details,
      Optional<Duration> retryAfter) {
    MutableHttpResponse<Object> answer = io.micronaut.http.HttpResponse.status(code.status());
    retryAfter.ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wholeSeconds(wait)));
    if (code == ErrorCode.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (request.getMethod() == HttpMethod.HEAD) {
      return answer;
    }
    return OpenAiErrors.areExpected(request)
        ? answer
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .body(OpenAiErrors.of(code, detail, errors))
        : answer
            .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
            .body(Problem.of(code, detail, errors, details, RequestTrace.of(request).traceId()));
  }

  private static String wholeSeconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}

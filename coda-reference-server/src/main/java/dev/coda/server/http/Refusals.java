package dev.coda.server.http;

import dev.coda.api.error.AdmissionException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.swagger.v3.oas.annotations.Hidden;

/**
 * Answers what is refused for want of room. An overloaded server does this more often than anything
 * else, and a route for it is found much sooner than an exception handler. Thread-safe.
 */
@Hidden
@Controller
class Refusals {
  @Error(global = true)
  HttpResponse<?> answer(HttpRequest<?> request, AdmissionException refused) {
    return ProblemResponses.retryLater(
        request,
        code(refused),
        String.valueOf(refused.getMessage()),
        refused.retryAfter(),
        refused.details());
  }

  static ErrorCode code(AdmissionException refused) {
    return switch (refused.kind()) {
      case RATE_LIMITED -> ErrorCode.RATE_LIMITED;
      case QUOTA_EXCEEDED -> ErrorCode.QUOTA_EXCEEDED;
      default -> ErrorCode.UNAVAILABLE;
    };
  }
}

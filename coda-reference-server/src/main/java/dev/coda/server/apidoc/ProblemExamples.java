package dev.coda.server.apidoc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.server.http.ErrorCode;

/** Examples of the problems that the server answers, one for each code. */
final class ProblemExamples {
  private ProblemExamples() {}

  /** Adds the members of a problem that has this code. */
  static void fill(ObjectNode problem, ErrorCode code) {
    problem
        .put("type", "about:blank")
        .put("title", code.status().getReason())
        .put("status", code.status().getCode())
        .put("detail", detail(code))
        .put("code", code.wireName());
    if (code == ErrorCode.VALIDATION_FAILED) {
      problem
          .putArray("errors")
          .addObject()
          .put("field", "limit")
          .put("message", "must be at most 100");
    }
    problem.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
    if (code == ErrorCode.QUOTA_EXCEEDED) {
      problem
          .put("quota", "tokens")
          .put("limit", 1_000_000)
          .put("used", 999_000)
          .put("left", 1_000)
          .put("resets_at", "2027-01-01T00:00:00Z");
    }
  }

  private static String detail(ErrorCode code) {
    return switch (code) {
      case VALIDATION_FAILED -> "limit must be at most 100.";
      case PROVIDER_UNAVAILABLE -> "There is no API key for the provider openai.";
      case UNAUTHORIZED -> "Sign in to use this address.";
      case FORBIDDEN -> "This token lacks the scope chat.";
      case CSRF_FAILED -> "The X-CSRF-Token header must equal the coda_csrf cookie.";
      case NOT_FOUND -> "Session 0198c2a4-7c1e-7bb0-8a55-0f6d3c1b2a90 does not exist.";
      case METHOD_NOT_ALLOWED -> "This address does not take PUT.";
      case NOT_ACCEPTABLE -> "This address cannot answer in an accepted media type.";
      case REQUEST_TIMEOUT -> "The body did not arrive in time.";
      case CONFLICT -> "The first request under this Idempotency-Key is still in progress.";
      case RUN_ACTIVE -> "A run is active on this branch; wait for it or cancel it.";
      case PAYLOAD_TOO_LARGE -> "The body must not be larger than 1 MiB.";
      case UNSUPPORTED_MEDIA_TYPE -> "The body must be application/json.";
      case IDEMPOTENCY_MISMATCH ->
          "This Idempotency-Key belongs to another request; send each request under its own.";
      case RATE_LIMITED -> "Too many requests in this minute; try again later.";
      case QUOTA_EXCEEDED -> "The tokens of this month are used up.";
      case INTERNAL -> "Something went wrong; the trace id finds it in the logs.";
      case TOOL_FAILED -> "The tool web_search failed.";
      case UNAVAILABLE -> "The database is not available; try again.";
    };
  }
}

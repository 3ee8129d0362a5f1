package dev.coda.server.chat;

import dev.coda.api.error.CodaException;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;

/**
 * Reports to a client why a run could not start, where that differs from what a failure says
 * elsewhere.
 */
final class RunProblems {
  private RunProblems() {}

  static RuntimeException explain(CodaException failure) {
    return switch (failure.kind()) {
      case CONFLICT -> ProblemException.of(ErrorCode.RUN_ACTIVE, failure.getMessage());
      case MODEL_NOT_FOUND -> ProblemException.invalid("model_name", failure.getMessage());
      case AUTHENTICATION, CONFIGURATION ->
          ProblemException.of(ErrorCode.PROVIDER_UNAVAILABLE, failure.getMessage());
      default -> failure;
    };
  }
}

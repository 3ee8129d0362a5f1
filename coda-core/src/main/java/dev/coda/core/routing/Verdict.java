package dev.coda.core.routing;

import dev.coda.api.error.CodaException;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;

/** The consequence of a failed attempt for the rest of the call. */
enum Verdict {
  /** The same target may answer the next time. */
  RETRY,
  /** This target will not answer, another may. */
  NEXT_TARGET,
  /** This target will not answer this request, but others may. */
  ELSEWHERE,
  /** No target would answer this, or the answer is no longer needed. */
  END;

  static Verdict of(Throwable failure) {
    if (failure instanceof CodaException
        && !(failure instanceof ProviderException || failure instanceof ConfigurationException)) {
      return END;
    }
    if (failure instanceof Error) {
      return END;
    }
    FailureKind kind = ModelFailures.kind(failure);
    return kind.retryable() ? RETRY : byKind(kind);
  }

  private static Verdict byKind(FailureKind kind) {
    return switch (kind) {
      case AUTHENTICATION,
          PERMISSION,
          PROVIDER_QUOTA,
          MODEL_NOT_FOUND,
          UNSUPPORTED,
          CONFIGURATION,
          INTERNAL ->
          NEXT_TARGET;
      case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_FILTERED -> ELSEWHERE;
      default -> END;
    };
  }
}

package dev.coda.core.routing;

import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the kind of a model's failure, be it one of Coda's own or of another langchain4j model. */
final class ModelFailures {
  /** The more special before the more general. */
  private static final Map<Class<? extends LangChain4jException>, FailureKind> LANGCHAIN4J =
      new LinkedHashMap<>();

  static {
    LANGCHAIN4J.put(RateLimitException.class, FailureKind.RATE_LIMITED);
    LANGCHAIN4J.put(TimeoutException.class, FailureKind.PROVIDER_TIMEOUT);
    LANGCHAIN4J.put(RetriableException.class, FailureKind.PROVIDER_ERROR);
    LANGCHAIN4J.put(AuthenticationException.class, FailureKind.AUTHENTICATION);
    LANGCHAIN4J.put(ModelNotFoundException.class, FailureKind.MODEL_NOT_FOUND);
    LANGCHAIN4J.put(ContentFilteredException.class, FailureKind.CONTENT_FILTERED);
    LANGCHAIN4J.put(InvalidRequestException.class, FailureKind.INVALID_REQUEST);
    LANGCHAIN4J.put(UnsupportedFeatureException.class, FailureKind.UNSUPPORTED);
    LANGCHAIN4J.put(NonRetriableException.class, FailureKind.INTERNAL);
  }

  private ModelFailures() {}

  /** Returns the kind; {@code INTERNAL} for exceptions that no model should throw. */
  static FailureKind kind(Throwable failure) {
    if (failure instanceof CodaException known) {
      return known.kind();
    }
    if (failure instanceof HttpException http) {
      return byStatus(http.statusCode());
    }
    return LANGCHAIN4J.entrySet().stream()
        .filter(entry -> entry.getKey().isInstance(failure))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(FailureKind.INTERNAL);
  }

  private static FailureKind byStatus(int status) {
    return switch (status) {
      case 401 -> FailureKind.AUTHENTICATION;
      case 402 -> FailureKind.PROVIDER_QUOTA;
      case 403 -> FailureKind.PERMISSION;
      case 404 -> FailureKind.MODEL_NOT_FOUND;
      case 408 -> FailureKind.PROVIDER_TIMEOUT;
      case 429 -> FailureKind.RATE_LIMITED;
      case 503, 529 -> FailureKind.OVERLOADED;
      default -> status >= 500 ? FailureKind.PROVIDER_ERROR : FailureKind.INVALID_REQUEST;
    };
  }
}

package dev.coda.server.http;

import dev.coda.api.error.CodaException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ErrorResponseProcessorExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a client did wrong out of the log, where it would look like a defect. Thread-safe. */
@Singleton
@Produces
final class CodaFailures extends ErrorResponseProcessorExceptionHandler<CodaException> {
  private static final Logger LOG = LoggerFactory.getLogger(CodaFailures.class);

  CodaFailures(ErrorResponseProcessor<?> responses) {
    super(responses);
  }

  @Override
  @SuppressWarnings("rawtypes") // The interface's own.
  public HttpResponse<?> handle(HttpRequest request, CodaException exception) {
    switch (exception.kind()) {
      case NOT_FOUND, CONFLICT, DATA_REFUSED, RATE_LIMITED, QUOTA_EXCEEDED, OVERLOADED ->
          LOG.debug("Refused: {}", exception.getMessage());
      case STORE_UNAVAILABLE -> LOG.warn("The store does not answer: {}", exception.getMessage());
      default -> LOG.error("A request failed", exception);
    }
    return super.handle(request, exception);
  }

  @Override
  protected MutableHttpResponse<?> createResponse(CodaException exception) {
    return HttpResponse.serverError();
  }
}

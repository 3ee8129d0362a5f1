package dev.coda.server.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ErrorResponseProcessorExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.r2dbc.spi.R2dbcException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an outage of the database from filling the log: one line a request says enough, where a
 * defect deserves its stack trace. Thread-safe.
 */
@Singleton
@Produces
final class DatabaseFailures extends ErrorResponseProcessorExceptionHandler<R2dbcException> {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailures.class);

  DatabaseFailures(ErrorResponseProcessor<?> responses) {
    super(responses);
  }

  @Override
  @SuppressWarnings("rawtypes") // The interface's own.
  public HttpResponse<?> handle(HttpRequest request, R2dbcException exception) {
    if (Failures.isOutage(exception)) {
      LOG.warn("The database is not available: {}", exception.getMessage());
    } else {
      LOG.error("A statement failed", exception);
    }
    return super.handle(request, exception);
  }

  @Override
  protected MutableHttpResponse<?> createResponse(R2dbcException exception) {
    return HttpResponse.serverError();
  }
}

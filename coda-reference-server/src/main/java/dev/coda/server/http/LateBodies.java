package dev.coda.server.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ErrorResponseProcessorExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.netty.handler.timeout.ReadTimeoutException;
import jakarta.inject.Singleton;

/**
 * Keeps bodies that stop arriving out of the log, where they would look like defects. Thread-safe.
 */
@Singleton
@Produces
final class LateBodies extends ErrorResponseProcessorExceptionHandler<ReadTimeoutException> {
  LateBodies(ErrorResponseProcessor<?> responses) {
    super(responses);
  }

  @Override
  protected MutableHttpResponse<?> createResponse(ReadTimeoutException exception) {
    return HttpResponse.badRequest();
  }
}

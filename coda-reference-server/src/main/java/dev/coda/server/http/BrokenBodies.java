package dev.coda.server.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ErrorResponseProcessorExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.nio.channels.ClosedChannelException;

/**
 * Keeps clients that leave before all is sent out of the log, where they would look like defects.
 * Thread-safe.
 */
@Singleton
@Produces
final class BrokenBodies extends ErrorResponseProcessorExceptionHandler<ClosedChannelException> {
  BrokenBodies(ErrorResponseProcessor<?> responses) {
    super(responses);
  }

  @Override
  protected MutableHttpResponse<?> createResponse(ClosedChannelException exception) {
    return HttpResponse.badRequest();
  }
}

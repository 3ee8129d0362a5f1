package dev.coda.server.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ErrorResponseProcessorExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.netty.handler.codec.DecoderException;
import jakarta.inject.Singleton;

/**
 * Keeps bodies that cannot be decoded out of the log, where they would look like defects.
 * Thread-safe.
 */
@Singleton
@Produces
final class MalformedBodies extends ErrorResponseProcessorExceptionHandler<DecoderException> {
  MalformedBodies(ErrorResponseProcessor<?> responses) {
    super(responses);
  }

  @Override
  protected MutableHttpResponse<?> createResponse(DecoderException exception) {
    return HttpResponse.badRequest();
  }
}

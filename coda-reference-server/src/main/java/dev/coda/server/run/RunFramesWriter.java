package dev.coda.server.run;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import reactor.core.publisher.Flux;

/**
 * Hands pieces to the connection one by one. A publisher as a response's body would be asked for 32
 * of them in advance, whether the client reads or not. Thread-safe.
 */
@Singleton
@Produces(MediaType.TEXT_EVENT_STREAM)
final class RunFramesWriter implements ResponseBodyWriter<RunFrames> {
  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<RunFrames> type,
      MediaType mediaType,
      RunFrames frames) {
    return bodies.adapt(
        Flux.from(frames.pieces()).map(piece -> bodies.readBufferFactory().adapt(piece)));
  }

  @Override
  public void writeTo(
      Argument<RunFrames> type,
      MediaType mediaType,
      RunFrames frames,
      MutableHeaders headers,
      OutputStream target) {
    throw new UnsupportedOperationException("A run is shown as a stream only.");
  }
}

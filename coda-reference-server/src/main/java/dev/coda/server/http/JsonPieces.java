package dev.coda.server.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.codec.CodecException;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.body.JsonMessageHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import reactor.core.publisher.Flux;

/**
 * Writes JSON into the heap, in pieces of limited size, and hands each to the connection when the
 * client has room for it. As one buffer, a large answer would be in direct memory as a whole for as
 * long as its client takes. Thread-safe.
 */
@Singleton
@Order(JsonMessageHandler.ORDER - 1)
@Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_JSON_PROBLEM})
final class JsonPieces implements ResponseBodyWriter<Object> {
  private final JsonMapper json;

  JsonPieces(JsonMapper json) {
    this.json = json;
  }

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<Object> type,
      MediaType mediaType,
      Object object) {
    Written written = new Written();
    write(object, written);
    ReadBufferFactory buffers = bodies.readBufferFactory();
    return written.queue.size() == 1
        ? bodies.adapt(written.queue.remove())
        : bodies.adapt(written.publish(buffers), OptionalLong.of(written.length));
  }

  @Override
  public void writeTo(
      Argument<Object> type,
      MediaType mediaType,
      Object object,
      MutableHeaders headers,
      OutputStream target) {
    headers.set("Content-Type", mediaType);
    write(object, target);
  }

  private void write(Object object, OutputStream target) {
    try {
      json.writeValue(target, object);
    } catch (IOException e) {
      throw new CodecException("a " + object.getClass().getName() + " cannot be written", e);
    }
  }

  /** What was written, a piece for each time that the writer's buffer was full. */
  private static final class Written extends OutputStream {
    private final Queue<byte[]> queue = new ArrayDeque<>();
    private long length;

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      queue.addAll(Pieces.of(bytes, offset, count));
      length += count;
    }

    /** Publishes the pieces once, and keeps none that was sent. */
    Flux<ReadBuffer> publish(ReadBufferFactory buffers) {
      return Flux.generate(sink -> {
        byte[] piece = queue.poll();
        if (piece == null) {
          sink.complete();
        } else {
          sink.next(buffers.adapt(piece));
        }
      });
    }
  }
}

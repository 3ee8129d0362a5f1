package dev.coda.server.process;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends event streams when the server stops, with a hint to rejoin. Thread-safe. */
@ServerFilter("/**")
final class StreamEndFilter implements Ordered {
  private static final byte[] HINT =
      ": the server is stopping; rejoin with Last-Event-ID\nretry: 1000\n\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Stopping stopping;

  StreamEndFilter(Stopping stopping) {
    this.stopping = stopping;
  }

  @ResponseFilter
  void filter(MutableHttpResponse<?> response) {
    if (response.getContentType().filter(MediaType.TEXT_EVENT_STREAM_TYPE::matches).isPresent()
        && response.body() instanceof Publisher<?> events) {
      response.body(endingWithServer(events));
    }
  }

  private Flux<Object> endingWithServer(Publisher<?> events) {
    return Flux.defer(() -> {
      AtomicBoolean ended = new AtomicBoolean();
      return Flux.<Object>from(events)
          .doOnComplete(() -> ended.set(true))
          .takeUntilOther(stopping.streamsEnd())
          .concatWith(Mono.<Object>just(HINT).filter(hint -> !ended.get()));
    });
  }
}

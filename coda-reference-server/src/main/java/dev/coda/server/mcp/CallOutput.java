package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.http.Pieces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * The messages of one call to its client, in pieces of limited size. What a client does not read
 * waits for it up to 64 KB; further progress is dropped, and the result is not. Thread-safe.
 */
final class CallOutput {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final int MOST_WAITING = 64 << 10;

  private final FluxSink<byte[]> sink;
  private final AtomicInteger waiting;

  private CallOutput(FluxSink<byte[]> sink, AtomicInteger waiting) {
    this.sink = sink;
    this.waiting = waiting;
  }

  /** Publishes what a call writes, which is begun on a thread of the executor. */
  static Publisher<byte[]> of(Executor threads, Consumer<CallOutput> call) {
    AtomicInteger waiting = new AtomicInteger();
    return Flux.<byte[]>create(sink -> start(threads, call, new CallOutput(sink, waiting)))
        .concatMapIterable(frame -> Pieces.of(frame, 0, frame.length), 1)
        .doOnNext(taken -> waiting.addAndGet(-taken.length));
  }

  private static void start(Executor threads, Consumer<CallOutput> call, CallOutput output) {
    output.sink.onDispose(
        Flux.interval(HEARTBEAT).onBackpressureDrop().subscribe(tick -> output.offer(COMMENT)));
    threads.execute(() -> {
      try {
        call.accept(output);
      } finally {
        output.sink.complete();
      }
    });
  }

  void progress(JsonNode message) {
    offer(frame(message));
  }

  /** Sends the last message. */
  void result(JsonNode message) {
    send(frame(message));
  }

  private void offer(byte[] frame) {
    int before = waiting.get();
    if (before == 0 || before + frame.length <= MOST_WAITING) {
      send(frame);
    }
  }

  private void send(byte[] frame) {
    waiting.addAndGet(frame.length);
    sink.next(frame);
  }

  /** One message as an event. */
  static byte[] frame(JsonNode message) {
    return ("event: message\ndata: " + message + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}

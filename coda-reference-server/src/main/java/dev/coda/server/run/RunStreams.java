package dev.coda.server.run;

import dev.coda.api.agent.Run;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.SignInWatch;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Shows a run as server-sent events: the sequence number is the id, so that a client that was cut
 * off rejoins where it was. Closing the connection detaches and nothing else; so does a client that
 * stops reading, and the end of its user's sign-in. Thread-safe.
 */
@Singleton
public class RunStreams {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DETACHED =
      ": detached for not reading; rejoin with Last-Event-ID\nretry: 1000\n\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final SignInWatch signIns;
  private final Duration patience;
  private final Duration pause;

  @Inject
  RunStreams(SignInWatch signIns) {
    this(signIns, Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  /**
   * @param patience how long a viewer may leave what it was sent unread
   * @param pause how often to look after a viewer
   */
  RunStreams(SignInWatch signIns, Duration patience, Duration pause) {
    this.signIns = signIns;
    this.patience = patience;
    this.pause = pause;
  }

  /** Answers with the run's events behind this sequence number, and the ids to find it again. */
  public HttpResponse<Publisher<byte[]>> answer(CurrentUser user, Run run, long afterSeq) {
    return HttpResponse.<Publisher<byte[]>>ok(stream(user, run, afterSeq))
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header("X-Run-Id", run.id().toString())
        .header("X-Session-Id", run.sessionId().toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // Proxies such as nginx would otherwise collect the stream.
        .header("X-Accel-Buffering", "no");
  }

  private Publisher<byte[]> stream(CurrentUser user, Run run, long afterSeq) {
    return Flux.defer(() -> {
      Demand demand = new Demand(System::nanoTime);
      AtomicBoolean detached = new AtomicBoolean();
      Mono<Void> stalled =
          Flux.interval(pause)
              .onBackpressureDrop()
              .filter(tick -> demand.isStalled(patience))
              .next()
              .doOnNext(tick -> detached.set(true))
              .then();
      // Leaving frees the thread that the run keeps for this viewer. The last word waits until the
      // client reads again, if it ever does.
      return frames(run, afterSeq)
          .takeUntilOther(Mono.firstWithSignal(stalled, signIns.ended(user, pause)))
          .concatWith(Mono.just(DETACHED).filter(word -> detached.get()))
          .doOnRequest(demand::asked)
          .doOnNext(frame -> demand.served());
    });
  }

  private static Flux<byte[]> frames(Run run, long afterSeq) {
    Sinks.Empty<Void> ended = Sinks.empty();
    Flux<byte[]> heartbeats =
        Flux.interval(HEARTBEAT)
            .onBackpressureDrop()
            .map(tick -> COMMENT)
            .takeUntilOther(ended.asMono());
    return JdkFlowAdapter.flowPublisherToFlux(run.publisher(afterSeq))
        .map(RunStreams::frame)
        .doOnTerminate(ended::tryEmitEmpty)
        .mergeWith(heartbeats);
  }

  private static byte[] frame(RunEvent event) {
    byte[] head =
        ("id: " + event.seq() + "\nevent: " + event.payload().type() + "\ndata: ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] data = EventCodec.toBytes(event);
    ByteArrayOutputStream frame = new ByteArrayOutputStream(head.length + data.length + 2);
    frame.writeBytes(head);
    frame.writeBytes(data);
    frame.write('\n');
    frame.write('\n');
    return frame.toByteArray();
  }
}

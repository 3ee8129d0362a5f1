package dev.coda.server.run;

import dev.coda.api.agent.Run;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/**
 * Shows a run as server-sent events: the sequence number is the id, so that a client that was cut
 * off rejoins where it was. Closing the connection detaches and nothing else. Thread-safe.
 */
@Singleton
public class RunStreams {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

  /** Answers with the run's events behind this sequence number, and the ids to find it again. */
  public HttpResponse<Publisher<byte[]>> answer(Run run, long afterSeq) {
    return HttpResponse.<Publisher<byte[]>>ok(stream(run, afterSeq))
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header("X-Run-Id", run.id().toString())
        .header("X-Session-Id", run.sessionId().toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // Proxies such as nginx would otherwise collect the stream.
        .header("X-Accel-Buffering", "no");
  }

  private static Publisher<byte[]> stream(Run run, long afterSeq) {
    Flux<byte[]> heartbeats = Flux.interval(HEARTBEAT).onBackpressureDrop().map(tick -> COMMENT);
    return JdkFlowAdapter.flowPublisherToFlux(run.publisher(afterSeq))
        .map(RunStreams::frame)
        .publish(events -> events.mergeWith(heartbeats.takeUntilOther(events.ignoreElements())));
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

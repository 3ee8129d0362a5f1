package dev.coda.server.run;

import dev.coda.api.agent.Run;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.SignInWatch;
import dev.coda.server.process.Stopping;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Shows a run as server-sent events. The sequence number is the id, so that a client that was cut
 * off can rejoin at the same place. If the connection is closed, the client stops reading or the
 * user's sign-in ends, only the stream ends, and not the run. Thread-safe.
 */
@Singleton
public class RunStreams {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final SignInWatch signIns;
  private final Stopping stopping;
  private final Duration patience;
  private final Duration pause;
  private final AtomicInteger viewers = new AtomicInteger();

  @Inject
  RunStreams(SignInWatch signIns, Stopping stopping) {
    this(signIns, stopping, Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  /**
   * @param patience how long a viewer may leave what it was sent unread
   * @param pause how often to look after a viewer
   */
  RunStreams(SignInWatch signIns, Stopping stopping, Duration patience, Duration pause) {
    this.signIns = signIns;
    this.stopping = stopping;
    this.patience = patience;
    this.pause = pause;
  }

  /**
   * Answers with the run's events after this sequence number, and with the ids of the run and its
   * session.
   */
  public HttpResponse<RunFrames> answer(CurrentUser user, Run run, long afterSeq) {
    return answer(run, pieces(user, run, afterSeq));
  }

  /** Answers with the run in the form of another protocol, from its beginning. */
  public MutableHttpResponse<RunFrames> answer(CurrentUser user, Run run, RunEncoder encoder) {
    return answer(run, Flux.create(sink -> show(user, run, 0, encoder, sink)));
  }

  private static MutableHttpResponse<RunFrames> answer(Run run, Publisher<byte[]> pieces) {
    return answer(pieces)
        .header("X-Run-Id", run.id().toString())
        .header("X-Session-Id", run.sessionId().toString());
  }

  /** Answers with a stream whose pieces are created as the client reads them. */
  public static MutableHttpResponse<RunFrames> answer(Publisher<byte[]> pieces) {
    return HttpResponse.ok(new RunFrames(pieces))
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // Proxies such as nginx would otherwise collect the stream.
        .header("X-Accel-Buffering", "no");
  }

  /** Publishes the run's events after this sequence number as pieces of a stream. */
  public Publisher<byte[]> pieces(CurrentUser user, Run run, long afterSeq) {
    return Flux.create(sink -> show(user, run, afterSeq, EventFormat.SERVER_SENT_EVENT, sink));
  }

  /** Returns how many views of runs are open. */
  public int viewers() {
    return viewers.get();
  }

  /**
   * Shows a run's events after this sequence number as JSON, until the run ends, the client does
   * not read, or the returned object is disposed of.
   */
  public Disposable show(Run run, long afterSeq, ViewerOutput output) {
    return watched(run, afterSeq, new Viewer(run, afterSeq, EventFormat.JSON, output));
  }

  private void show(
      CurrentUser user, Run run, long afterSeq, RunEncoder encoder, FluxSink<byte[]> sink) {
    StreamOutput output = new StreamOutput(sink, System::nanoTime);
    Viewer viewer = new Viewer(run, afterSeq, encoder, output);
    Disposable.Composite watch =
        Disposables.composite(
            Flux.interval(HEARTBEAT).onBackpressureDrop().subscribe(tick -> viewer.keepAlive()),
            stopping
                .streamsEnd()
                .doOnSuccess(end -> output.end(ViewerEnd.SERVER_STOPPING))
                .subscribe(),
            signIns
                .ended(user, pause)
                .doOnSuccess(end -> output.end(ViewerEnd.SIGN_IN_ENDED))
                .subscribe());
    sink.onDispose(() -> {
      watch.dispose();
      viewer.leave();
    });
    watch.add(watched(run, afterSeq, viewer));
  }

  private Disposable watched(Run run, long afterSeq, Viewer viewer) {
    Disposable watch =
        Flux.interval(pause)
            .onBackpressureDrop()
            .subscribe(tick -> viewer.detachIfStalled(patience));
    viewers.incrementAndGet();
    run.publisher(afterSeq).subscribe(viewer);
    return Disposables.composite(watch, viewer::leave, viewers::decrementAndGet);
  }
}

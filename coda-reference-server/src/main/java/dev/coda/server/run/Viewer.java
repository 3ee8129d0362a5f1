package dev.coda.server.run;

import dev.coda.api.agent.Run;
import dev.coda.api.event.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run to one client, on the thread that the run keeps for it, which waits while the client
 * does not read. Thread-safe.
 */
final class Viewer implements Flow.Subscriber<RunEvent> {
  /** What a run may write while a client reads nothing, before the client is detached early. */
  private static final long MOST_BYTES_BEHIND = 512 << 10;

  private final Run run;
  private final ViewerOutput output;
  private final FrameStream frames;
  private final Semaphore frame = new Semaphore(1);
  private volatile long lastSeq;
  private volatile Flow.@Nullable Subscription subscription;
  private final AtomicBoolean left = new AtomicBoolean();

  Viewer(Run run, long afterSeq, RunEncoder encoder, ViewerOutput output) {
    this.run = run;
    this.lastSeq = afterSeq;
    this.output = output;
    this.frames = new FrameStream(encoder, output);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (left.get()) {
      given.cancel();
    }
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(RunEvent event) {
    frame.acquireUninterruptibly();
    try {
      frames.write(event);
      lastSeq = event.seq();
      if (frames.isOver()) {
        output.end(ViewerEnd.RUN_ENDED);
        leave();
      }
    } catch (IOException | UncheckedIOException e) {
      leave();
    } finally {
      frame.release();
    }
  }

  @Override
  public void onError(Throwable failure) {
    output.fail(failure);
  }

  @Override
  public void onComplete() {
    output.end(ViewerEnd.RUN_ENDED);
  }

  /** Keeps the connection open, unless a frame is on its way, which does so too. */
  void keepAlive() {
    if (frame.tryAcquire()) {
      try {
        output.keepAlive();
      } finally {
        frame.release();
      }
    }
  }

  /**
   * Detaches the client if it has read nothing for this long, or for a sixth of it while the run
   * continued writing.
   */
  void detachIfStalled(Duration patience) {
    long full = output.fullFor();
    boolean stalled =
        full > patience.toNanos()
            || (full > patience.toNanos() / 6 && run.bytesBehind(lastSeq) > MOST_BYTES_BEHIND);
    if (stalled) {
      output.end(ViewerEnd.NOT_READING);
    }
  }

  /** Frees the thread that the run keeps for the client. */
  void leave() {
    boolean first = left.compareAndSet(false, true);
    output.close();
    Flow.Subscription known = subscription;
    if (first && known != null) {
      known.cancel();
    }
  }
}

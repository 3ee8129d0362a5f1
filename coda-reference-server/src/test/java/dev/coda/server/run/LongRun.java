package dev.coda.server.run;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Has more events than any socket's buffers hold. Thread-safe. */
public final class LongRun implements Run {
  static final int EVENTS = 2000;

  private static final String DELTA = "x".repeat(10_000);

  private final UUID id = UUID.randomUUID();
  private final AtomicInteger cancelled = new AtomicInteger();

  /** Returns how many viewers have left before the end. */
  public int cancelled() {
    return cancelled.get();
  }

  @Override
  public RunId id() {
    return new RunId(id);
  }

  @Override
  public SessionId sessionId() {
    return new SessionId(id);
  }

  @Override
  public Flow.Publisher<RunEvent> publisher(long afterSeq) {
    return JdkFlowAdapter.publisherToFlowPublisher(
        Flux.defer(() -> {
          AtomicInteger sent = new AtomicInteger();
          return Flux.range(1, EVENTS)
              .doOnNext(sent::set)
              .map(this::event)
              .doOnCancel(() -> left(sent.get()));
        }));
  }

  /** A viewer that has had everything is released as well. */
  private void left(int sent) {
    if (sent < EVENTS) {
      cancelled.incrementAndGet();
    }
  }

  private RunEvent event(int seq) {
    return new RunEvent(
        id(),
        sessionId(),
        seq,
        Instant.EPOCH,
        new ContentDelta(new MessageId(id), 0, (seq - 1) * DELTA.length(), DELTA));
  }

  @Override
  public Iterator<RunEvent> events(long afterSeq) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RunOutcome outcome() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean cancel() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void decide(ApprovalDecision decision) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}

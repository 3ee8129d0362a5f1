package dev.coda.server.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import reactor.core.publisher.FluxSink;

/**
 * Sends pieces of an event stream to one client, each when the client has room for it; the thread
 * that writes waits until then. Thread-safe, with one thread that writes.
 */
final class StreamOutput implements ViewerOutput {
  private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOT_READING =
      ": detached for not reading; rejoin with Last-Event-ID\nretry: 1000\n\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STOPPING =
      ": the server is stopping; rejoin with Last-Event-ID\nretry: 1000\n\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final FluxSink<byte[]> sink;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long lastAsked;
  private boolean inFrame;
  private boolean closed;

  /**
   * @param nanos the time, as of {@link System#nanoTime}
   */
  StreamOutput(FluxSink<byte[]> sink, LongSupplier nanos) {
    this.sink = sink;
    this.nanos = nanos;
    this.lastAsked = nanos.getAsLong();
    sink.onRequest(count -> asked());
  }

  @Override
  public void send(byte[] piece, boolean last) throws IOException {
    lock.lock();
    try {
      while (!closed && sink.requestedFromDownstream() == 0) {
        changed.await();
      }
      if (closed) {
        throw new ClosedChannelException();
      }
      inFrame = !last;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a client to read");
    } finally {
      lock.unlock();
    }
    sink.next(piece);
  }

  @Override
  public void keepAlive() {
    if (sink.requestedFromDownstream() > 0) {
      sink.next(COMMENT);
    }
  }

  @Override
  public long fullFor() {
    lock.lock();
    try {
      return sink.requestedFromDownstream() > 0 ? 0 : nanos.getAsLong() - lastAsked;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end(ViewerEnd why) {
    if (markClosed()) {
      // A client gets a last comment when it reads again. Within a frame there is no place for it.
      if (why == ViewerEnd.NOT_READING && !inFrame) {
        sink.next(NOT_READING);
      } else if (why == ViewerEnd.SERVER_STOPPING && !inFrame) {
        sink.next(STOPPING);
      }
      sink.complete();
    }
  }

  @Override
  public void fail(Throwable failure) {
    if (markClosed()) {
      sink.error(failure);
    }
  }

  @Override
  public void close() {
    markClosed();
  }

  /** Returns false if it was closed before. */
  private boolean markClosed() {
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      changed.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }

  private void asked() {
    lock.lock();
    try {
      lastAsked = nanos.getAsLong();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

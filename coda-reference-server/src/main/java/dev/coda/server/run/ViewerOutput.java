package dev.coda.server.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import reactor.core.publisher.FluxSink;

/**
 * Sends pieces to one client, each when the client has room for it; the thread that writes waits
 * till then. Thread-safe, with one thread that writes.
 */
final class ViewerOutput {
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
  ViewerOutput(FluxSink<byte[]> sink, LongSupplier nanos) {
    this.sink = sink;
    this.nanos = nanos;
    this.lastAsked = nanos.getAsLong();
    sink.onRequest(count -> asked());
  }

  /**
   * Waits until the client has room, and sends it a piece of a frame.
   *
   * @param last whether the frame ends with it
   * @throws IOException if this was closed before
   */
  void send(byte[] piece, boolean last) throws IOException {
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

  /** Sends a comment if the client has room for it. The caller is not within a frame. */
  void comment(byte[] comment) {
    if (sink.requestedFromDownstream() > 0) {
      sink.next(comment);
    }
  }

  /** Returns how long the client has had no room, in nanoseconds; 0 if it has. */
  long fullFor() {
    lock.lock();
    try {
      return sink.requestedFromDownstream() > 0 ? 0 : nanos.getAsLong() - lastAsked;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the stream. */
  void end() {
    if (close()) {
      sink.complete();
    }
  }

  /**
   * Ends the stream with a last comment, which the client gets when it reads again. Within a frame
   * there is no place for it.
   */
  void end(byte[] comment) {
    if (close()) {
      if (!inFrame) {
        sink.next(comment);
      }
      sink.complete();
    }
  }

  void fail(Throwable failure) {
    if (close()) {
      sink.error(failure);
    }
  }

  /** Lets nobody send any more. Returns false if that was so before. */
  boolean close() {
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

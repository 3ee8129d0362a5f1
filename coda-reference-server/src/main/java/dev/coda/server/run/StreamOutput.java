package dev.coda.server.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import reactor.core.publisher.FluxSink;

/**
 * Sends pieces of an event stream to one client, when the client has room for them. What is written
 * until then is gathered and goes out at once; the thread that writes waits only where that is much
 * already. Thread-safe, with one thread that writes.
 */
final class StreamOutput implements ViewerOutput {
  private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOT_READING =
      ": detached for not reading; rejoin with Last-Event-ID\nretry: 1000\n\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STOPPING =
      ": the server is stopping; rejoin with Last-Event-ID\nretry: 1000\n\n"
          .getBytes(StandardCharsets.US_ASCII);

  /** A piece more than the connection holds for a client that does not read. */
  private static final int MOST_GATHERED = FrameStream.PIECE_BYTES;

  private final FluxSink<byte[]> sink;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(0);
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
      while (!closed && gathered.size() > 0 && gathered.size() + piece.length > MOST_GATHERED) {
        changed.await();
      }
      if (closed) {
        throw new ClosedChannelException();
      }
      inFrame = !last;
      if (gathered.size() == 0 && hasRoom()) {
        sink.next(piece);
      } else {
        gathered.writeBytes(piece);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a client to read");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void keepAlive() {
    lock.lock();
    try {
      if (!closed && hasRoom()) {
        sink.next(COMMENT);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long fullFor() {
    lock.lock();
    try {
      return hasRoom() ? 0 : nanos.getAsLong() - lastAsked;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end(ViewerEnd why) {
    lock.lock();
    try {
      if (markClosed()) {
        // A client that does not read gets the rest when it reads again.
        forward();
        // Within a frame there is no place for a comment.
        if (why == ViewerEnd.NOT_READING && !inFrame) {
          sink.next(NOT_READING);
        } else if (why == ViewerEnd.SERVER_STOPPING && !inFrame) {
          sink.next(STOPPING);
        }
        sink.complete();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void fail(Throwable failure) {
    lock.lock();
    try {
      if (markClosed()) {
        sink.error(failure);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      markClosed();
    } finally {
      lock.unlock();
    }
  }

  private void asked() {
    lock.lock();
    try {
      lastAsked = nanos.getAsLong();
      if (!closed && hasRoom()) {
        forward();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom() {
    return sink.requestedFromDownstream() > 0;
  }

  /** Hands on what was gathered. */
  private void forward() {
    if (gathered.size() > 0) {
      byte[] all = gathered.toByteArray();
      gathered.reset();
      sink.next(all);
    }
  }

  /** Returns false if it was closed before. */
  private boolean markClosed() {
    boolean first = !closed;
    closed = true;
    changed.signalAll();
    return first;
  }
}

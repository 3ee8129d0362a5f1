package dev.coda.server.socket;

import io.micronaut.websocket.WebSocketSession;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to one client, in pieces, a few of which may be on their way at once; a thread
 * that has more to send waits. The pieces of one message are not mixed with those of another.
 * Thread-safe.
 */
final class SocketOutput {
  /** Pieces on their way to the client's machine; the connection holds these for one that stops. */
  private static final int MOST_PENDING = 4;

  private final Function<WebSocketFrame, CompletableFuture<?>> connection;
  private final LongSupplier nanos;

  /** Held from the first piece of a message to its last. */
  private final ReentrantLock message = new ReentrantLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int pending;
  private long lastTaken;
  private boolean closed;

  SocketOutput(WebSocketSession session, LongSupplier nanos) {
    this(session::sendAsync, nanos);
  }

  /**
   * @param connection sends a frame; what it returns completes when the connection has taken it
   * @param nanos the time, as of {@link System#nanoTime}
   */
  SocketOutput(Function<WebSocketFrame, CompletableFuture<?>> connection, LongSupplier nanos) {
    this.connection = connection;
    this.nanos = nanos;
    this.lastTaken = nanos.getAsLong();
  }

  /**
   * Sends a message that is one piece.
   *
   * @throws IOException if this was closed before
   */
  void send(byte[] text) throws IOException {
    begin();
    try {
      send(text, true, true);
    } finally {
      end();
    }
  }

  /** Waits until no other message is on its way; {@link #end} is called in the same thread. */
  void begin() {
    message.lock();
  }

  /** Lets the next message begin. */
  void end() {
    message.unlock();
  }

  /**
   * Waits until there is room, and sends a piece of the message that this thread has begun.
   *
   * @throws IOException if this was closed before
   */
  void send(byte[] piece, boolean first, boolean last) throws IOException {
    awaitRoom();
    WebSocketFrame frame =
        first
            ? new TextWebSocketFrame(last, 0, Unpooled.wrappedBuffer(piece))
            : new ContinuationWebSocketFrame(last, 0, Unpooled.wrappedBuffer(piece));
    try {
      var _ = connection.apply(frame).whenComplete((sent, failure) -> taken(failure));
    } catch (RuntimeException e) {
      taken(e);
      throw new IOException("the connection does not take a frame", e);
    }
  }

  /** Returns how long the client has had no room, in nanoseconds; 0 if it has. */
  long fullFor() {
    lock.lock();
    try {
      return pending < MOST_PENDING ? 0 : nanos.getAsLong() - lastTaken;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing more be sent, and frees the threads that wait. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom() throws IOException {
    lock.lock();
    try {
      while (!closed && pending == MOST_PENDING) {
        changed.await();
      }
      if (closed) {
        throw new ClosedChannelException();
      }
      pending++;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a client to read");
    } finally {
      lock.unlock();
    }
  }

  private void taken(@Nullable Throwable failure) {
    lock.lock();
    try {
      pending--;
      lastTaken = nanos.getAsLong();
      closed |= failure != null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

package dev.coda.server.socket;

import dev.coda.server.run.ViewerEnd;
import dev.coda.server.run.ViewerOutput;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** One run on a socket that may show several. Thread-safe, with one thread that sends. */
final class ShownRun implements ViewerOutput {
  private final SocketOutput output;
  private final BiConsumer<ShownRun, @Nullable ViewerEnd> onEnd;
  private final Disposable.Swap viewing = Disposables.swap();

  /** Whether the thread that sends is within an event, and holds the output. */
  private boolean inEvent;

  private volatile boolean closed;

  /**
   * @param onEnd receives this and why nothing more is shown; null if the server failed
   */
  ShownRun(SocketOutput output, BiConsumer<ShownRun, @Nullable ViewerEnd> onEnd) {
    this.output = output;
    this.onEnd = onEnd;
  }

  /** Keeps what is disposed of when this is left. */
  void viewing(Disposable viewer) {
    viewing.update(viewer);
  }

  /** Shows no more of the run. */
  void leave() {
    closed = true;
    viewing.dispose();
  }

  @Override
  public void send(byte[] piece, boolean last) throws IOException {
    boolean first = !inEvent;
    if (first) {
      output.begin();
      inEvent = true;
    }
    boolean over = last;
    try {
      // An event that has begun is sent to its end, for the client could not tell it from the next.
      if (first && closed) {
        throw new ClosedChannelException();
      }
      output.send(piece, first, last);
    } catch (IOException | RuntimeException e) {
      over = true;
      throw e;
    } finally {
      if (over) {
        inEvent = false;
        output.end();
      }
    }
  }

  /** The socket has a heartbeat of its own. */
  @Override
  public void keepAlive() {}

  @Override
  public long fullFor() {
    return output.fullFor();
  }

  @Override
  public void end(ViewerEnd why) {
    if (!closed) {
      leave();
      onEnd.accept(this, why);
    }
  }

  @Override
  public void fail(Throwable failure) {
    if (!closed) {
      leave();
      onEnd.accept(this, null);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

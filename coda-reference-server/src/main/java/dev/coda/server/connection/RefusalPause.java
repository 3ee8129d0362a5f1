package dev.coda.server.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Slows down a client that repeats refused requests without a pause of its own: after several
 * refusals in a row (429 or 503), the connection's next request is read after a pause, which
 * doubles up to a second. A client that waits as {@code Retry-After} says does not notice. Confined
 * to one thread at a time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures come through the pipeline.
final class RefusalPause extends ChannelDuplexHandler {
  /** This number of refusals in a row has no consequence. */
  static final int FREE = 3;

  static final Duration FIRST = Duration.ofMillis(50);
  static final Duration LONGEST = Duration.ofSeconds(1);

  private int refusals;
  private boolean paused;

  /** Whether the next handler waits for a read. */
  private boolean wanted;

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      refusals = isRefusal(response.status()) ? refusals + 1 : 0;
      if (refusals > FREE && !paused) {
        pause(ctx);
      }
    }
    ctx.write(message, promise);
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (paused) {
      wanted = true;
    } else {
      ctx.read();
    }
  }

  private void pause(ChannelHandlerContext ctx) {
    paused = true;
    ctx.executor().schedule(() -> resume(ctx), pauseNanos(), TimeUnit.NANOSECONDS);
  }

  private void resume(ChannelHandlerContext ctx) {
    paused = false;
    if (wanted && !ctx.isRemoved()) {
      wanted = false;
      ctx.read();
    }
  }

  private long pauseNanos() {
    int doublings = Math.min(refusals - FREE - 1, Integer.SIZE);
    return Math.min(LONGEST.toNanos(), FIRST.toNanos() << doublings);
  }

  private static boolean isRefusal(HttpResponseStatus status) {
    return status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)
        || status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE);
  }
}

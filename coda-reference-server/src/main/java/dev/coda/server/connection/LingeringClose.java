package dev.coda.server.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request was answered before all of it arrived, or whose bytes are not a
 * request. What still arrives is read and dropped for a while: many clients look for an answer only
 * after they have sent everything, and would lose it to a reset.
 *
 * <p>A server that stops announces with each response that the connection closes. A proxy then has
 * no unused connections that this server could close while the next request is on its way. Confined
 * to one thread at a time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures come through the pipeline.
final class LingeringClose extends ChannelDuplexHandler {
  /** A rest of this size is cheaper to read than a new connection. */
  private static final long SMALL_REST = 1 << 16;

  private static final long MOST_DROPPED = 128L << 20;
  private static final long LONGEST_SECONDS = 10;

  private final BooleanSupplier stopping;

  private int unanswered;
  private boolean receiving;
  private boolean malformed;
  private long expected;
  private long received;

  private boolean informational;
  private boolean last;
  private boolean lingering;
  private boolean finished;
  private long dropped;
  private @Nullable ChannelPromise closing;

  /**
   * @param stopping whether this server was asked to stop
   */
  LingeringClose(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (lingering) {
      drop(ctx, message);
      return;
    }
    if (message instanceof HttpRequest request) {
      unanswered++;
      receiving = true;
      received = 0;
      malformed = request.decoderResult().isFailure();
      expected =
          HttpUtil.isTransferEncodingChunked(request)
              ? Long.MAX_VALUE
              : HttpUtil.getContentLength(request, 0L);
    }
    if (message instanceof HttpContent content) {
      received += content.content().readableBytes();
      receiving &= !(message instanceof LastHttpContent);
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (lingering) {
      ctx.read();
    } else {
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (lingering) {
      finish(ctx);
    } else {
      malformed |= receiving && cause instanceof CorruptedFrameException;
      ctx.fireExceptionCaught(cause);
    }
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (!lingering) {
      ctx.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      // An upgrade is informational, and keeps its own value of this header.
      if (!informational && unanswered == 1 && isLast(response.status())) {
        last = true;
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
    }
    if (message instanceof LastHttpContent && !informational) {
      // A stream that began before the server was asked to stop could not announce it.
      last |= unanswered == 1 && stopping.getAsBoolean();
      ChannelPromise sent = promise.unvoid();
      sent.addListener(ignored -> answered(ctx));
      ctx.write(message, sent);
    } else {
      ctx.write(message, promise);
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (lingering && !finished && closing == null) {
      closing = promise;
    } else {
      ctx.close(promise);
    }
  }

  private boolean isLast(HttpResponseStatus status) {
    return isCutShort(status) || stopping.getAsBoolean();
  }

  private boolean isCutShort(HttpResponseStatus status) {
    return malformed || (receiving && (expected - received > SMALL_REST || isUnread(status)));
  }

  /** The server reads no more of a body that failed, however little is left of it. */
  private static boolean isUnread(HttpResponseStatus status) {
    return status.equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)
        || status.equals(HttpResponseStatus.REQUEST_TIMEOUT);
  }

  private void answered(ChannelHandlerContext ctx) {
    unanswered--;
    if (!last || !ctx.channel().isActive()) {
      return;
    }
    if (!receiving && !malformed) {
      ctx.close();
      return;
    }
    lingering = true;
    if (ctx.channel() instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
    ctx.executor().schedule(() -> finish(ctx), LONGEST_SECONDS, TimeUnit.SECONDS);
    ctx.read();
  }

  private void drop(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpContent content) {
      dropped += content.content().readableBytes();
    }
    boolean over = message instanceof LastHttpContent || dropped > MOST_DROPPED;
    ReferenceCountUtil.release(message);
    if (over) {
      finish(ctx);
    }
  }

  private void finish(ChannelHandlerContext ctx) {
    if (finished) {
      return;
    }
    finished = true;
    if (closing == null) {
      ctx.close();
    } else {
      ctx.close(closing);
    }
  }
}

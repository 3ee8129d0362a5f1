package dev.coda.server.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that do not send what they have begun, and those that are not used. While a
 * complete request waits for its response or receives it, however long that takes, there is no
 * limit. Confined to one thread at a time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures come through the pipeline.
final class RequestTimeouts extends ChannelDuplexHandler {
  /** How long the route may take to answer a request whose body timed out. */
  private static final Duration LAST_ANSWER = Duration.ofSeconds(5);

  private final ConnectionSettings settings;

  private Phase phase = Phase.FIRST_HEADER;
  private int unanswered;
  private boolean informational;
  private boolean reading = true;
  private long bodyStart;
  private long progress;
  private @Nullable Future<?> timer;

  RequestTimeouts(ConnectionSettings settings) {
    this.settings = settings;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    enter(ctx, Phase.FIRST_HEADER);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopTimer();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopTimer();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      unanswered++;
      bodyStart = now(ctx);
      progress = bodyStart;
      enter(ctx, Phase.BODY);
    } else if (message instanceof HttpContent content && content.content().isReadable()) {
      progress = now(ctx);
    }
    if (message instanceof LastHttpContent && phase == Phase.BODY) {
      enter(ctx, unanswered > 0 ? Phase.RESPONSE : Phase.NEXT_HEADER);
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    ctx.fireChannelReadComplete();
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (!reading) {
      reading = true;
      // The time in which the server did not read is not the client's.
      progress = now(ctx);
    }
    ctx.read();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    if (message instanceof LastHttpContent && !informational) {
      ChannelPromise sent = promise.unvoid();
      sent.addListener(ignored -> answered(ctx));
      ctx.write(message, sent);
    } else {
      ctx.write(message, promise);
    }
  }

  private void answered(ChannelHandlerContext ctx) {
    unanswered--;
    if (unanswered == 0 && phase == Phase.RESPONSE) {
      enter(ctx, Phase.NEXT_HEADER);
    }
  }

  private void enter(ChannelHandlerContext ctx, Phase next) {
    stopTimer();
    phase = next;
    switch (next) {
      case FIRST_HEADER -> schedule(ctx, settings.headerTimeout().toNanos());
      case NEXT_HEADER -> schedule(ctx, settings.keepAliveTimeout().toNanos());
      case BODY -> schedule(ctx, bodyLeft(ctx));
      case RESPONSE -> {}
      case BODY_TIMED_OUT -> schedule(ctx, LAST_ANSWER.toNanos());
    }
  }

  private void expire(ChannelHandlerContext ctx) {
    timer = null;
    switch (phase) {
      case FIRST_HEADER -> ctx.writeAndFlush(timeout()).addListener(ChannelFutureListener.CLOSE);
      case BODY -> {
        if (bodyLeft(ctx) > 0) {
          schedule(ctx, bodyLeft(ctx));
        } else if (unanswered == 0) {
          ctx.close();
        } else {
          enter(ctx, Phase.BODY_TIMED_OUT);
          ctx.fireExceptionCaught(ReadTimeoutException.INSTANCE);
        }
      }
      case NEXT_HEADER, RESPONSE, BODY_TIMED_OUT -> ctx.close();
    }
  }

  private long bodyLeft(ChannelHandlerContext ctx) {
    long now = now(ctx);
    long whole = settings.bodyTimeout().toNanos() - (now - bodyStart);
    long idle = settings.bodyIdleTimeout().toNanos() - (reading ? now - progress : 0);
    return Math.min(whole, idle);
  }

  private void schedule(ChannelHandlerContext ctx, long nanos) {
    timer = ctx.executor().schedule(() -> expire(ctx), nanos, TimeUnit.NANOSECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private static long now(ChannelHandlerContext ctx) {
    return ctx.executor().ticker().nanoTime();
  }

  private static FullHttpResponse timeout() {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
    return response;
  }

  private enum Phase {
    FIRST_HEADER,
    BODY,
    BODY_TIMED_OUT,
    RESPONSE,
    NEXT_HEADER
  }
}

package dev.coda.server.connection;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.websocket.NettyServerWebSocketHandler;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what a connection holds once it is a WebSocket: a message in several frames is as large as
 * one in a single frame at most, texts are UTF-8, and no more frames are read from a client that
 * does not read the answers. A client may send its first frames before the server has put in place
 * what receives them; these are kept until then. No extension is agreed on: frames of compressed
 * messages could not be checked here, nor their size be bounded, and answers are the same bytes for
 * all viewers. Confined to one thread at a time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures come through the pipeline.
final class WebSocketGuard extends ChannelDuplexHandler {
  static final String NAME = "coda-websocket";

  private static final long PAUSE_MILLIS = 1;

  private final int mostBytes;
  private final Deque<Object> early = new ArrayDeque<>();
  private boolean upgraded;
  private boolean ready;
  private boolean refused;
  private long message;

  WebSocketGuard(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (!upgraded
        && message instanceof HttpResponse response
        && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      upgraded = true;
      ctx.pipeline().addAfter(ctx.name(), NAME + "-text", new Utf8FrameValidator());
    }
    ctx.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object received) {
    if (received instanceof HttpRequest request) {
      request.headers().remove(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
    }
    if (upgraded && !ready) {
      early.add(received);
      if (early.size() == 1) {
        awaitReceiver(ctx);
      }
    } else {
      pass(ctx, received);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    early.forEach(ReferenceCountUtil::release);
    early.clear();
  }

  private void awaitReceiver(ChannelHandlerContext ctx) {
    if (ctx.isRemoved()) {
      return;
    }
    if (isReceiverAdded(ctx)) {
      // Only behind what the pipeline has left to do for a new handler does the handler receive.
      ctx.executor().execute(() -> passEarly(ctx));
    } else {
      ctx.executor().schedule(() -> awaitReceiver(ctx), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void passEarly(ChannelHandlerContext ctx) {
    ready = true;
    while (!early.isEmpty()) {
      pass(ctx, early.remove());
    }
    ctx.fireChannelReadComplete();
  }

  /** The handler of requests is removed last. */
  private static boolean isReceiverAdded(ChannelHandlerContext ctx) {
    return ctx.pipeline().get(NettyServerWebSocketHandler.ID) != null
        && ctx.pipeline().get(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND) == null;
  }

  private void pass(ChannelHandlerContext ctx, Object received) {
    if (refused || (received instanceof WebSocketFrame frame && isTooLarge(frame))) {
      ReferenceCountUtil.release(received);
      refuse(ctx);
    } else {
      ctx.fireChannelRead(received);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (upgraded) {
      ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    }
    ctx.fireChannelWritabilityChanged();
  }

  private boolean isTooLarge(WebSocketFrame frame) {
    boolean continued = frame instanceof ContinuationWebSocketFrame;
    if (!continued && frame.isFinalFragment()) {
      // A whole message, which the decoder bounds, or a control frame between the parts of one.
      return false;
    }
    message = (continued ? message : 0) + frame.content().readableBytes();
    return message > mostBytes;
  }

  private void refuse(ChannelHandlerContext ctx) {
    if (!refused) {
      refused = true;
      ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }
}

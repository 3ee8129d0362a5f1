package dev.coda.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client takes no byte of what waits to be sent. A response that has
 * nothing to send, such as a quiet event stream, is not stalled. Confined to one thread at a time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures come through the pipeline.
final class StalledResponse extends IdleStateHandler {
  StalledResponse(Duration limit) {
    super(true, 0, limit.toMillis(), 0, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
    ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
    if (event.state() == IdleState.WRITER_IDLE
        && waiting != null
        && waiting.totalPendingWriteBytes() > 0) {
      ctx.close();
    }
  }
}

package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.websocket.NettyServerWebSocketHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketGuardTest {
  private final EmbeddedChannel channel = newChannel();

  @BeforeEach
  void upgrade() {
    channel.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS));
    channel.releaseOutbound();
  }

  @Test
  void framesWaitForWhatReceivesThem() {
    channel.writeInbound(new TextWebSocketFrame(true, 0, bytes(1)));
    channel.writeInbound(new TextWebSocketFrame(true, 0, bytes(2)));
    pause();
    assertThat(channel.inboundMessages()).isEmpty();

    ChannelHandler requests = new ChannelInboundHandlerAdapter();
    channel.pipeline().addLast(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND, requests);
    receive();
    pause();
    assertThat(channel.inboundMessages()).isEmpty();

    channel.pipeline().remove(requests);
    pause();

    assertThat(channel.inboundMessages())
        .extracting(frame -> ((WebSocketFrame) frame).content().readableBytes())
        .containsExactly(1, 2);
    channel.releaseInbound();
  }

  @Test
  void aMessageInPartsIsAsLargeAsAWholeOneAtMost() {
    receive();
    read(new TextWebSocketFrame(false, 0, bytes(6)));
    read(new PingWebSocketFrame(bytes(9)));
    read(new ContinuationWebSocketFrame(false, 0, bytes(4)));
    assertThat(channel.isOpen()).isTrue();

    read(new ContinuationWebSocketFrame(true, 0, bytes(1)));

    CloseWebSocketFrame close = channel.readOutbound();
    assertThat(close.statusCode()).isEqualTo(1009);
    assertThat(channel.isOpen()).isFalse();
    close.release();
  }

  @Test
  void theNextMessageIsCountedForItself() {
    receive();
    for (int i = 0; i < 3; i++) {
      read(new TextWebSocketFrame(false, 0, bytes(6)));
      read(new ContinuationWebSocketFrame(true, 0, bytes(4)));
    }

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aTextThatIsNotUtf8ClosesTheSocket() {
    receive();
    try {
      channel.writeInbound(
          new TextWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[] {(byte) 0xff})));
    } catch (RuntimeException expected) {
      assertThat(expected).hasMessageContaining("UTF-8");
    }

    CloseWebSocketFrame close = channel.readOutbound();
    assertThat(close.statusCode()).isEqualTo(1007);
    close.release();
  }

  @Test
  void noCompressionIsAgreedOnWhichNothingCouldReadOrBound() {
    EmbeddedChannel fresh = newChannel();
    DefaultHttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/api/v1/ws/chat/x");
    request.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, "permessage-deflate");

    fresh.writeInbound(request);

    HttpRequest passed = fresh.readInbound();
    assertThat(passed.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)).isFalse();
  }

  /** Puts in place what receives frames. */
  private void receive() {
    channel.pipeline().addLast(NettyServerWebSocketHandler.ID, new ChannelInboundHandlerAdapter());
  }

  private void pause() {
    channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  private void read(WebSocketFrame frame) {
    channel.writeInbound(frame);
    channel.runPendingTasks();
    channel.releaseInbound();
  }

  private static EmbeddedChannel newChannel() {
    EmbeddedChannel channel = new EmbeddedChannel(new WebSocketGuard(10));
    channel.freezeTime();
    return channel;
  }

  private static ByteBuf bytes(int count) {
    return Unpooled.wrappedBuffer("x".repeat(count).getBytes(StandardCharsets.US_ASCII));
  }
}

package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ConnectionGuardTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private boolean proxy;
  private final NettyServerCustomizer customizer =
      new ConnectionGuard(
              new ConnectionSettings(2, 2, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT),
              new NettyHttpServerConfiguration(),
              address -> proxy,
              () -> false)
          .customizer();

  @Test
  void answersConnectionAboveTheLimitAndCloses() {
    EmbeddedChannel first = connect();
    EmbeddedChannel second = connect();
    EmbeddedChannel third = connect();

    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isTrue();
    assertThat(third.isOpen()).isFalse();
    assertThat(sent(third))
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
        .contains("\r\nRetry-After: 5\r\n", "\r\nConnection: close\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void admitsConnectionWhenAnotherHasEnded() {
    connect();
    EmbeddedChannel second = connect();
    assertThat(connect().isOpen()).isFalse();

    second.close().syncUninterruptibly();

    assertThat(connect().isOpen()).isTrue();
  }

  @Test
  void slowsDownClientsThatRepeatRefusedRequestsAndNoProxy() {
    assertThat(connect().pipeline().get(RefusalPause.class)).isNotNull();

    proxy = true;

    assertThat(connect().pipeline().get(RefusalPause.class)).isNull();
  }

  @Test
  void guardsEveryConnectionThatIsAdmitted() {
    EmbeddedChannel channel = connect();

    channel.advanceTimeBy(LIMIT.toSeconds(), TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();

    assertThat(sent(channel)).startsWith("HTTP/1.1 408 Request Timeout\r\n");
    assertThat(channel.isOpen()).isFalse();
  }

  private EmbeddedChannel connect() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    NettyServerCustomizer connection =
        customizer.specializeForChannel(channel, NettyServerCustomizer.ChannelRole.CONNECTION);
    channel
        .pipeline()
        .addLast(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, new HttpServerCodec());
    connection.onInitialPipelineBuilt();
    return channel;
  }

  private static String sent(EmbeddedChannel channel) {
    StringBuilder text = new StringBuilder();
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      text.append(bytes.toString(StandardCharsets.US_ASCII));
      bytes.release();
    }
    return text.toString();
  }
}

package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StalledResponseTest {
  private boolean clientReads = true;

  private final EmbeddedChannel channel =
      new EmbeddedChannel() {
        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
          if (clientReads) {
            super.doWrite(waiting);
          }
        }
      };

  @BeforeEach
  void start() {
    channel.freezeTime();
    channel.pipeline().addLast(new StalledResponse(Duration.ofSeconds(60)));
  }

  @AfterEach
  void stop() {
    channel.finishAndReleaseAll();
  }

  @Test
  void closesConnectionWhoseClientTakesNothing() {
    clientReads = false;
    var _ = channel.writeOneOutbound(Unpooled.wrappedBuffer(new byte[1000]));
    channel.flushOutbound();
    pass(59);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void keepsConnectionWithNothingToSend() {
    channel.writeOutbound(Unpooled.wrappedBuffer(new byte[1000]));
    for (int i = 0; i < 10; i++) {
      pass(60);
    }
    assertThat(channel.isOpen()).isTrue();
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }
}

package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalPauseTest {
  private static final int REFUSED = 503;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private int reads;

  @BeforeEach
  void start() {
    channel.freezeTime();
    channel.config().setAutoRead(false);
    channel.pipeline().addLast(new Reads()).addLast(new RefusalPause());
  }

  @AfterEach
  void stop() {
    channel.finishAndReleaseAll();
  }

  @Test
  void readsAtOnceAfterAFewRefusals() {
    answer(REFUSED, RefusalPause.FREE);

    channel.read();

    assertThat(reads).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void waitsAfterFurtherRefusals(int status) {
    answer(status, RefusalPause.FREE + 1);

    channel.read();

    assertThat(reads).isZero();
    pass(RefusalPause.FIRST);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void waitsLongerEachTimeUpToASecond() {
    answer(REFUSED, RefusalPause.FREE);
    Duration expected = RefusalPause.FIRST;
    for (int i = 0; i < 100; i++) {
      answer(REFUSED, 1);
      int before = reads;
      channel.read();
      pass(expected.minusMillis(1));
      assertThat(reads).isEqualTo(before);
      pass(Duration.ofMillis(1));
      assertThat(reads).isEqualTo(before + 1);

      expected = expected.multipliedBy(2);
      if (expected.compareTo(RefusalPause.LONGEST) > 0) {
        expected = RefusalPause.LONGEST;
      }
    }
  }

  @Test
  void doesNotDelayClientThatWaits() {
    for (int i = 0; i < 20; i++) {
      answer(REFUSED, 1);
      pass(RefusalPause.LONGEST);
      int before = reads;

      channel.read();

      assertThat(reads).isEqualTo(before + 1);
    }
  }

  @Test
  void beginsAnewAfterAnAnswer() {
    answer(REFUSED, RefusalPause.FREE);
    answer(200, 1);
    answer(REFUSED, RefusalPause.FREE);

    channel.read();

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void takesNoOtherFailureForARefusal() {
    answer(404, 100);
    answer(500, 100);

    channel.read();

    assertThat(reads).isEqualTo(1);
  }

  private void answer(int status, int times) {
    for (int i = 0; i < times; i++) {
      channel.writeOutbound(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status)));
    }
  }

  private void pass(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  private final class Reads extends ChannelOutboundHandlerAdapter {
    @Override
    public void read(ChannelHandlerContext ctx) {
      reads++;
    }
  }
}

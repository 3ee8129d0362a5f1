package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RequestTimeoutsTest {
  private final List<Throwable> failures = new ArrayList<>();
  private final EmbeddedChannel channel = start();

  private EmbeddedChannel start() {
    EmbeddedChannel started = new EmbeddedChannel();
    started.freezeTime();
    started
        .pipeline()
        .addLast(
            new RequestTimeouts(
                new ConnectionSettings(
                    10,
                    10,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60))))
        .addLast(new Server());
    return started;
  }

  @AfterEach
  void stop() {
    channel.finishAndReleaseAll();
  }

  @Test
  void endsConnectionWithoutWholeHeader() {
    pass(9);
    assertThat(channel.isOpen()).isTrue();

    pass(1);

    HttpResponse response = channel.readOutbound();
    assertThat(response.status()).isEqualTo(HttpResponseStatus.REQUEST_TIMEOUT);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void failsBodyThatStops() {
    channel.writeInbound(request());
    pass(9);
    channel.writeInbound(content());
    pass(9);
    assertThat(failures).isEmpty();

    pass(1);

    assertThat(failures).singleElement().isInstanceOf(ReadTimeoutException.class);
    assertThat(channel.isOpen()).as("the route may still answer").isTrue();
    pass(5);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void failsBodyThatDripsForLongerThanTheWholeMayTake() {
    channel.writeInbound(request());
    for (int i = 0; i < 59; i++) {
      pass(5);
      channel.writeInbound(content());
    }
    assertThat(failures).isEmpty();

    pass(5);

    assertThat(failures).hasSize(1);
  }

  @Test
  void countsOnlyTimeInWhichTheServerReads() {
    channel.config().setAutoRead(false);
    channel.writeInbound(request());
    pass(30);
    assertThat(failures).isEmpty();

    channel.read();
    pass(9);
    assertThat(failures).isEmpty();
    pass(1);
    assertThat(failures).hasSize(1);
  }

  @Test
  void leavesResponseAllTheTimeItTakes() {
    channel.writeInbound(request(), LastHttpContent.EMPTY_LAST_CONTENT);
    pass(3600);
    channel.writeOutbound(response(), content());
    pass(3600);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void endsConnectionThatIsNotUsedAgain() {
    channel.writeInbound(request(), LastHttpContent.EMPTY_LAST_CONTENT);
    channel.writeOutbound(response(), LastHttpContent.EMPTY_LAST_CONTENT);
    pass(59);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void waitsForEachResponseOfPipelinedRequests() {
    channel.writeInbound(request(), LastHttpContent.EMPTY_LAST_CONTENT);
    channel.writeInbound(request(), LastHttpContent.EMPTY_LAST_CONTENT);
    channel.writeOutbound(response(), LastHttpContent.EMPTY_LAST_CONTENT);
    pass(3600);
    assertThat(channel.isOpen()).isTrue();
    channel.writeOutbound(response(), LastHttpContent.EMPTY_LAST_CONTENT);
    pass(60);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void endsConnectionWhoseAnsweredRequestNeverEnds() {
    channel.writeInbound(request());
    channel.writeOutbound(response(), LastHttpContent.EMPTY_LAST_CONTENT);
    pass(10);
    assertThat(channel.isOpen()).isFalse();
    assertThat(failures).isEmpty();
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runPendingTasks();
    channel.runScheduledPendingTasks();
  }

  private static DefaultHttpRequest request() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
  }

  private static DefaultHttpResponse response() {
    return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
  }

  private static DefaultHttpContent content() {
    return new DefaultHttpContent(Unpooled.copiedBuffer(new byte[] {1}));
  }

  /** Takes messages and records failures, as the server's own handler does. */
  private final class Server extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      failures.add(cause);
    }
  }
}

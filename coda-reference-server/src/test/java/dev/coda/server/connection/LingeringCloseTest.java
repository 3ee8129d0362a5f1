package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LingeringCloseTest {
  private boolean stopping;
  private final EmbeddedChannel channel = new EmbeddedChannel(new LingeringClose(() -> stopping));

  @BeforeEach
  void start() {
    channel.freezeTime();
  }

  @AfterEach
  void stop() {
    channel.finishAndReleaseAll();
  }

  @Test
  void keepsConnectionOfRequestThatArrivedWhole() {
    channel.writeInbound(request(100_000), LastHttpContent.EMPTY_LAST_CONTENT);
    HttpResponse response = answer();

    assertThat(response.headers().contains("Connection")).isFalse();
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void keepsConnectionOfRequestWithoutBodyThatIsAnsweredAtOnce() {
    DefaultHttpRequest request = request(0);
    request.headers().remove("Content-Length");
    channel.writeInbound(request);
    HttpResponse response = answer();

    assertThat(response.headers().contains("Connection")).isFalse();
    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void keepsConnectionWhoseRestIsSmall() {
    channel.writeInbound(request(1000));
    HttpResponse response = answer();

    assertThat(response.headers().contains("Connection")).isFalse();
    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void closesAfterTooLargeBodyHoweverSmallItsRest() {
    channel.writeInbound(request(1000));
    channel.writeOutbound(
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE),
        LastHttpContent.EMPTY_LAST_CONTENT);
    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closesOnceTheRestHasArrived() {
    channel.writeInbound(request(90 << 20));
    HttpResponse response = answer();
    assertThat(response.headers().get("Connection")).isEqualTo("close");
    assertThat(channel.isOpen()).as("the client may still be sending").isTrue();

    channel.writeInbound(content(1 << 20));
    assertThat(channel.isOpen()).isTrue();
    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closesAfterSomeTime() {
    channel.writeInbound(request(-1));
    answer();
    for (int i = 0; i < 9; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
      channel.writeInbound(content(1));
    }
    assertThat(channel.isOpen()).isTrue();

    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closesAfterSomeBytes() {
    channel.writeInbound(request(-1));
    answer();
    for (int i = 0; i < 128; i++) {
      channel.writeInbound(content(1 << 20));
    }
    assertThat(channel.isOpen()).isTrue();
    channel.writeInbound(content(1));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void postponesClosingByTheServer() {
    channel.writeInbound(request(-1));
    var _ =
        channel.write(
            new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST));
    channel
        .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
        .addListener(ChannelFutureListener.CLOSE);
    assertThat(channel.isOpen()).isTrue();

    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void announcesThatAStoppingServerClosesAndClosesAfterTheAnswer() {
    stopping = true;
    channel.writeInbound(request(0), LastHttpContent.EMPTY_LAST_CONTENT);

    HttpResponse response = answer();

    assertThat(response.headers().getAll("Connection")).containsExactly("close");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closesAfterAStreamThatBeganBeforeTheServerStopped() {
    channel.writeInbound(request(0), LastHttpContent.EMPTY_LAST_CONTENT);
    DefaultHttpResponse begun =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    channel.writeOutbound(begun);
    assertThat(begun.headers().contains("Connection")).isFalse();
    stopping = true;
    channel.writeOutbound(content(1));
    assertThat(channel.isOpen()).isTrue();

    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void answersAllRequestsOfAConnectionBeforeAStoppingServerClosesIt() {
    stopping = true;
    channel.writeInbound(request(0), LastHttpContent.EMPTY_LAST_CONTENT);
    channel.writeInbound(request(0), LastHttpContent.EMPTY_LAST_CONTENT);

    assertThat(answer().headers().contains("Connection")).isFalse();
    assertThat(channel.isOpen()).isTrue();
    channel.readOutbound();
    assertThat(answer().headers().get("Connection")).isEqualTo("close");

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void leavesAnUpgradedConnectionToItsProtocol() {
    stopping = true;
    channel.writeInbound(request(0), LastHttpContent.EMPTY_LAST_CONTENT);
    DefaultHttpResponse upgrade =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
    upgrade.headers().set("Connection", "upgrade");

    channel.writeOutbound(upgrade, LastHttpContent.EMPTY_LAST_CONTENT);

    assertThat(upgrade.headers().getAll("Connection")).containsExactly("upgrade");
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void closesAfterMalformedRequest() {
    DefaultHttpRequest malformed = request(0);
    malformed.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("no Host")));
    channel.writeInbound(malformed);
    HttpResponse response = answer();

    assertThat(response.headers().get("Connection")).isEqualTo("close");
    channel.advanceTimeBy(10, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  private HttpResponse answer() {
    channel.writeOutbound(
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST),
        LastHttpContent.EMPTY_LAST_CONTENT);
    HttpResponse response = channel.readOutbound();
    return response;
  }

  private static DefaultHttpRequest request(long length) {
    DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    if (length >= 0) {
      request.headers().set("Content-Length", length);
    } else {
      request.headers().set("Transfer-Encoding", "chunked");
    }
    return request;
  }

  private static DefaultHttpContent content(int bytes) {
    return new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[bytes]));
  }
}

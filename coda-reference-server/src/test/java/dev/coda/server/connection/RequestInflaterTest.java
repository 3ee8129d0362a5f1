package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestInflaterTest {
  private static final byte[] TEXT = "{\"title\": \"a\"}".getBytes(StandardCharsets.UTF_8);

  private final Reader reader = new Reader();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void start() {
    channel.config().setAutoRead(false);
    channel.pipeline().addLast(new RequestInflater()).addLast(reader);
  }

  @AfterEach
  void stop() {
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
  void inflatesGzip(String coding) {
    send(coding, gzip(TEXT), 3);
    readAll();

    assertThat(reader.body.toByteArray()).isEqualTo(TEXT);
    assertThat(reader.ended).isEqualTo(1);
    assertThat(reader.requests.getFirst().headers().contains("Content-Encoding")).isFalse();
    assertThat(reader.requests.getFirst().headers().contains("Content-Length")).isFalse();
  }

  @Test
  void inflatesDeflate() {
    send("deflate", deflate(TEXT), 5);
    readAll();

    assertThat(reader.body.toByteArray()).isEqualTo(TEXT);
  }

  @Test
  void takesIdentityAsItIs() {
    send("identity", TEXT, 5);
    readAll();

    assertThat(reader.body.toByteArray()).isEqualTo(TEXT);
    assertThat(reader.requests.getFirst().headers().contains("Content-Encoding")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, gzip", "gzip,identity", "compress", "snappy"})
  void leavesOtherCodingsToBeRefused(String coding) {
    send(coding, gzip(gzip(TEXT)), 1000);
    readAll();

    assertThat(reader.requests.getFirst().headers().get("Content-Encoding")).isEqualTo(coding);
    assertThat(reader.body.toByteArray()).isEqualTo(gzip(gzip(TEXT)));
  }

  @Test
  void inflatesNoMoreThanIsRead() {
    byte[] bomb = gzip(new byte[200 << 20]);
    send("gzip", bomb, 64 << 10);

    int most = 0;
    for (int i = 0; i < 10; i++) {
      int before = reader.received;
      channel.read();
      channel.runPendingTasks();
      most = Math.max(most, reader.received - before);
    }

    assertThat(most).isBetween(1, 1 << 20);
    assertThat(reader.received).isLessThan(10 << 20);
    assertThat(reader.ended).isZero();
  }

  @Test
  void deliversBodyThatArrivesBeforeAnybodyAsksToRead() {
    ByteBuf body = Unpooled.copiedBuffer(gzip(TEXT));
    channel.writeInbound(request("gzip"), new DefaultLastHttpContent(body));

    assertThat(reader.body.toByteArray()).isEqualTo(TEXT);
    assertThat(reader.ended).isEqualTo(1);
    assertThat(reader.completedReads).isEqualTo(1);
  }

  @Test
  void completesReadThatYieldsNothing() {
    ByteBuf startOfHeader = Unpooled.copiedBuffer(gzip(TEXT), 0, 5);
    channel.writeInbound(request("gzip"), new DefaultHttpContent(startOfHeader));

    assertThat(reader.completedReads).isEqualTo(1);
    assertThat(reader.received).isZero();
  }

  @Test
  void failsWhatIsNotCompressed() {
    send("gzip", TEXT, 5);
    readAll();

    assertThat(reader.failures).singleElement().isInstanceOf(DecompressionException.class);
  }

  @Test
  void failsBodyThatIsCutOff() {
    byte[] whole = gzip(TEXT);
    send("gzip", Arrays.copyOf(whole, whole.length - 1), 5);
    readAll();

    assertThat(reader.failures).singleElement().isInstanceOf(DecompressionException.class);
  }

  @Test
  void failsBytesAfterTheEnd() {
    byte[] whole = gzip(TEXT);
    send("gzip", Arrays.copyOf(whole, whole.length + 1000), 1000);
    readAll();

    assertThat(reader.failures).singleElement().isInstanceOf(DecompressionException.class);
  }

  @Test
  void readsRequestsAfterABrokenOne() {
    send("gzip", TEXT, 5);
    send("gzip", gzip(TEXT), 5);
    send("identity", TEXT, 1000);
    readAll();

    assertThat(reader.requests).hasSize(3);
    assertThat(reader.ended).isEqualTo(3);
    assertThat(reader.body.size()).isEqualTo(2 * TEXT.length);
  }

  @Test
  void releasesWhatNobodyReads() {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    ByteBuf body = Unpooled.copiedBuffer(gzip(noise));
    channel.writeInbound(request("gzip"), new DefaultHttpContent(body));
    assertThat(body.refCnt()).isPositive();

    channel.close().syncUninterruptibly();

    assertThat(body.refCnt()).isZero();
  }

  private void send(String coding, byte[] body, int piece) {
    channel.writeInbound(request(coding));
    for (int start = 0; start < body.length; start += piece) {
      channel.writeInbound(
          new DefaultHttpContent(
              Unpooled.copiedBuffer(body, start, Math.min(piece, body.length - start))));
    }
    channel.writeInbound(new DefaultLastHttpContent());
  }

  private void readAll() {
    for (int i = 0; i < 1000; i++) {
      channel.read();
      channel.runPendingTasks();
    }
  }

  private static HttpRequest request(String coding) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    request.headers().set("Content-Encoding", coding).set("Content-Length", "1000");
    return request;
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream deflate = new DeflaterOutputStream(out)) {
      deflate.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Reads when told to, as a route with backpressure does. */
  private static final class Reader extends ChannelInboundHandlerAdapter {
    final List<HttpRequest> requests = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    int received;
    int ended;
    int completedReads;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
      if (message instanceof HttpRequest request) {
        requests.add(request);
      }
      if (message instanceof HttpContent content) {
        received += content.content().readableBytes();
        content.content().readBytes(body, content.content().readableBytes());
      }
      if (message instanceof LastHttpContent) {
        ended++;
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      completedReads++;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      failures.add(cause);
    }
  }
}

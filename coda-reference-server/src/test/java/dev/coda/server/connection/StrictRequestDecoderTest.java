package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictRequestDecoderTest {
  /** Lines are separated by a bar in what follows. */
  private static final String CRLF = "\r\n";

  private static final int WHOLE = 1 << 20;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1||",
        "GET / HTTP/1.1|Host:||",
        "GET / HTTP/1.1|Host: a|Host: b||",
        "GET / HTTP/1.1|Host: a|host: a||",
        "GET / HTTP/1.0|Host: a|Host: b||",
        "GET / HTTP/1.1|Host: a b||",
        "GET / HTTP/1.1|Host: a, b||",
        "GET / HTTP/1.1|Host: a/b||",
        "GET / HTTP/1.1|Host: u@a||",
        "POST / HTTP/1.1|Host: a|Content-Length: 1|Transfer-Encoding: xchunked||x",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||0||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, chunked||0||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: identity|Content-Length: 1||x",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding:" + " identity||0||",
        "POST / HTTP/1.1|Host: a|Content-Length: 1|Transfer-Encoding: chunked||" + "0||",
        "POST / HTTP/1.0|Host: a|Transfer-Encoding: chunked||0||",
        "POST / HTTP/1.1|Host: a|Content-Length: 1|Content-Length: 2||x",
        "POST / HTTP/1.1|Host: a|Content-Length: 1, 1||x",
        "POST / HTTP/1.1|Host: a|Content-Length: +1||x",
        "POST / HTTP/1.1|Host: a|Content-Length: -1||x",
        "POST / HTTP/1.1|Host: a|Content-Length: 0x1||x",
        "POST / HTTP/1.1|Host: a|Content-Length: 99999999999999999999||x",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding:| chunked||0||",
        "GET / HTTP/1.1|Host: a|X-Long: a| b||",
        "GET / HTTP/1.1|Host: a|X-Long: a|\tb||",
        "GET / HTTP/1.1| Host: a|X: y||",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1|Host: a\nX: y||",
        "GET / HTTP/1.1|Host: a\rX: y||",
        "GET / HTTP/1.1|Host : a||",
        "GET / HTTP/1.1|Host: a|X Y: z||",
        "GET / HTTP/1.1|Host: a|: z||",
        "GET / HTTP/1.1|Host: a|X: \u0000||"
      })
  void refusesWhatCouldBeReadInTwoWays(String request) {
    assertThat(isRefused(decode(request, WHOLE))).isTrue();
    assertThat(isRefused(decode(request, 1))).as("byte by byte").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1|Host: a||",
        "GET / HTTP/1.1|Host: a.example:8080||",
        "GET / HTTP/1.1|Host: [::1]:8080||",
        "GET / HTTP/1.0||",
        "POST / HTTP/1.1|Host: a|Content-Length: 3||| ",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: Chunked||3|| |0||"
      })
  void acceptsWhatCannot(String request) {
    assertThat(isRefused(decode(request + request, WHOLE))).isFalse();
    assertThat(isRefused(decode(request + request, 1))).as("byte by byte").isFalse();
  }

  @Test
  void readsNoSecondRequestOutOfTheFirst() {
    String smuggled =
        "POST / HTTP/1.1|Host: a|Content-Length: 4|Transfer-Encoding: xchunked||"
            + "0||GET /admin HTTP/1.1|Host: a||";

    assertThat(isRefused(decode(smuggled, WHOLE))).isTrue();
  }

  private static boolean isRefused(List<HttpRequest> requests) {
    assertThat(requests).isNotEmpty();
    return requests.stream().anyMatch(request -> request.decoderResult().isFailure());
  }

  private static List<HttpRequest> decode(String text, int piece) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new StrictRequestDecoder(new HttpDecoderConfig(), new RequestMethods()));
    byte[] bytes = text.replace("|", CRLF).getBytes(StandardCharsets.ISO_8859_1);
    for (int start = 0; start < bytes.length; start += piece) {
      channel.writeInbound(
          Unpooled.copiedBuffer(bytes, start, Math.min(piece, bytes.length - start)));
    }
    List<HttpRequest> requests = new ArrayList<>();
    for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
      if (message instanceof HttpRequest request) {
        requests.add(request);
      }
      ReferenceCountUtil.release(message);
    }
    channel.finishAndReleaseAll();
    return requests;
  }
}

package dev.coda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.RunningServer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPiecesTest {
  private static final String LARGE =
      "/api/v1/test/texts?count=%d".formatted(TestController.LARGE_COUNT);

  private static final int CLIENTS = 3;
  private static final int PATIENCE_MILLIS = 30_000;

  private final RunningServer server = RunningServer.shared();

  @Test
  void sendsALargeAnswerWhole() {
    JsonNode texts = server.anonymous().get(LARGE).json();

    assertThat(texts).hasSize(TestController.LARGE_COUNT);
    assertThat(texts).allMatch(text -> text.textValue().equals(TestController.TEXT));
  }

  @Test
  void announcesTheLengthOfAnAnswer() {
    assertThat(RawRequest.get(server.uri(), "/api/v1/test/texts?count=1"))
        .containsIgnoringCase("content-length: " + (TestController.TEXT.length() + 4));
  }

  @Test
  void holdsNoLargeAnswerInDirectMemoryForClientsThatReadNothing() throws IOException {
    List<Socket> clients = new ArrayList<>();
    long before = usedDirectMemory();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(ask(server.uri()));
      }
      // Once its first byte is here, an answer is in memory, or as much of it as ever will be.
      for (Socket client : clients) {
        assertThat(client.getInputStream().read()).isEqualTo('H');
      }

      assertThat(usedDirectMemory() - before)
          .isLessThan((long) TestController.LARGE_COUNT * TestController.TEXT.length());
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static Socket ask(URI server) throws IOException {
    Socket socket = new Socket();
    // So that little fits between here and there.
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .formatted(LARGE)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static long usedDirectMemory() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}

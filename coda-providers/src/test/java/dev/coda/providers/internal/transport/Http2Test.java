package dev.coda.providers.internal.transport;

import static dev.coda.providers.internal.transport.Transports.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.providers.TransportSettings;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;

/** Without TLS there is nothing to agree on a protocol by, so that both sides know it before. */
class Http2Test {
  private static final List<Protocol> HTTP_2 = List.of(Protocol.H2_PRIOR_KNOWLEDGE);

  @Test
  void readsStreamsOverOneConnection() throws IOException, InterruptedException {
    try (MockWebServer server = new MockWebServer()) {
      server.setProtocols(HTTP_2);
      for (int i = 0; i < 3; i++) {
        server.enqueue(new MockResponse.Builder().body("data: 1\n\n").build());
      }
      server.start();
      URI address = server.url("/v1/chat/completions").uri();
      OkHttpTransport transport =
          OkHttpTransport.create("host", TransportSettings.defaults(), Dns.SYSTEM, HTTP_2);
      for (int i = 0; i < 3; i++) {
        assertThat(body(transport, address)).isEqualTo("data: 1\n\n");
        assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(i);
      }
      assertThat(transport.activeCalls()).isZero();
    }
  }
}

package dev.coda.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardedHttpTest {
  private final OkHttpClient client =
      GuardedHttp.builder(AddressGuard.allowing(List.of("127.0.0.1")), Duration.ofSeconds(5))
          .build();
  private HttpServer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "127.1",
        "0177.0.0.1",
        "127.0.0.1.",
        "017700000001",
        "１２７.1"
      })
  void refusesUnusualSpellingOfAllowedAddress(String host) {
    assertThatThrownBy(() -> get(host))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("unusual spelling");
  }

  @Test
  void dialsAllowedAddressInItsUsualForm() throws IOException {
    assertThat(get("127.0.0.1")).isEqualTo(204);
  }

  private int get(String host) throws IOException {
    String url = "http://" + host + ":" + service.getAddress().getPort() + "/";
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.code();
    }
  }
}

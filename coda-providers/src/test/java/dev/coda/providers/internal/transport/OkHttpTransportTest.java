package dev.coda.providers.internal.transport;

import static dev.coda.providers.internal.transport.Transports.BODY;
import static dev.coda.providers.internal.transport.Transports.body;
import static dev.coda.providers.internal.transport.Transports.call;
import static dev.coda.providers.internal.transport.Transports.failure;
import static dev.coda.providers.internal.transport.Transports.plain;
import static dev.coda.providers.internal.transport.Transports.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.providers.TransportSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkHttpTransportTest {
  private static final Duration SHORT = Duration.ofMillis(150);

  private final CancelSignal never = CancelSignal.create();

  @Test
  void readsAStreamToItsEnd() throws IOException {
    try (RawServer server = RawServer.start(connection -> connection.stream(BODY))) {
      assertThat(body(plain(), server.url())).isEqualTo("data: 1\n\n");
      assertThat(server.requests.get(0))
          .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
          .contains("Content-Type: application/json\r\n", "User-Agent: coda\r\n")
          .endsWith("\r\n\r\n{}");
    }
  }

  @Test
  void reusesTheConnection() throws IOException {
    List<Socket> sockets = new CopyOnWriteArrayList<>();
    try (RawServer server =
        RawServer.start(connection -> {
          sockets.add(connection.socket());
          connection.stream(BODY);
        })) {
      OkHttpTransport transport = plain();
      body(transport, server.url());
      body(transport, server.url());
      assertThat(sockets).hasSize(2);
      assertThat(sockets.get(0)).isSameAs(sockets.get(1));
    }
  }

  @Test
  void understandsACompressedAnswer() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(BODY);
    }
    String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ";
    try (RawServer server =
        RawServer.start(connection -> {
          connection.write(head + compressed.size() + "\r\n\r\n");
          connection.write(compressed.toByteArray());
        })) {
      assertThat(body(plain(), server.url())).isEqualTo("data: 1\n\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"301 Moved\r\nLocation: /x", "307 Moved\r\nLocation: http://127.0.0.1:1/"})
  void followsNoRedirect(String answer) throws IOException {
    assertAsksOnce(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"503 Busy\r\nRetry-After: 0", "408 Timeout", "421 Wrong", "401 No"})
  void sendsNothingTwice(String answer) throws IOException {
    assertAsksOnce(answer);
  }

  @Test
  void reportsAConnectionThatNobodyAccepts() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    assertThat(failure(plain(), URI.create("http://127.0.0.1:" + port + "/v1"), never))
        .isEqualTo(FailureKind.PROVIDER_UNAVAILABLE);
  }

  @Test
  void reportsAConnectionThatIsClosedBeforeAnAnswer() throws IOException {
    try (RawServer server = RawServer.start(connection -> connection.socket().close())) {
      assertThat(failure(plain(), server.url(), never)).isEqualTo(FailureKind.PROVIDER_UNAVAILABLE);
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void givesUpWhenTheHeadDoesNotCome() throws IOException {
    try (RawServer server = RawServer.start(RawServer.Connection::stall)) {
      assertThat(failure(firstByte(), server.url(), never)).isEqualTo(FailureKind.PROVIDER_TIMEOUT);
    }
  }

  @Test
  void givesUpWhenTheHeadOnlyDrips() throws IOException {
    try (RawServer server =
        RawServer.start(connection -> {
          connection.write("HTTP/1.1 200 OK\r\n");
          while (!connection.gone().await(20, TimeUnit.MILLISECONDS)) {
            connection.write("X-Drip: 1\r\n");
          }
        })) {
      assertThat(failure(firstByte(), server.url(), never)).isEqualTo(FailureKind.PROVIDER_TIMEOUT);
    }
  }

  @Test
  void givesUpWhenTheBodyFallsSilent() throws IOException {
    try (RawServer server =
        RawServer.start(connection -> {
          connection.startStream(BODY, BODY.length);
          connection.stall();
        })) {
      TransportSettings settings = TransportSettings.builder().idleTimeout(SHORT).build();
      assertThat(failure(OkHttpTransport.create("openai", settings), server.url(), never))
          .isEqualTo(FailureKind.PROVIDER_TIMEOUT);
    }
  }

  @Test
  void doesNotLimitAHealthyStream() throws IOException {
    try (RawServer server =
        RawServer.start(connection -> {
          connection.startStream(BODY, BODY.length);
          for (int i = 0; i < 10; i++) {
            connection.gone().await(SHORT.toMillis() / 3, TimeUnit.MILLISECONDS);
            connection.write("1\r\n\n\r\n");
          }
          connection.write("0\r\n\r\n");
        })) {
      TransportSettings settings =
          TransportSettings.builder().idleTimeout(SHORT).firstByteTimeout(SHORT).build();
      assertThat(body(OkHttpTransport.create("openai", settings), server.url()))
          .hasSize(BODY.length + 10);
    }
  }

  @Test
  void reportsACutByFin() throws IOException {
    try (RawServer server =
        RawServer.start(connection -> {
          connection.startStream(BODY, BODY.length);
          connection.socket().close();
        })) {
      assertThat(failure(plain(), server.url(), never)).isEqualTo(FailureKind.STREAM_CUT);
    }
  }

  @Test
  void reportsACutByReset() throws IOException {
    try (RawServer server =
        RawServer.start(connection -> {
          connection.startStream(BODY, BODY.length);
          connection.reset();
        })) {
      // A reset may overtake the head that was sent before it.
      assertThat(failure(plain(), server.url(), never))
          .isIn(FailureKind.STREAM_CUT, FailureKind.PROVIDER_UNAVAILABLE);
    }
  }

  @Test
  void quotesNoHeaderThatHttpRefuses() {
    HttpCall call =
        call(URI.create("https://127.0.0.1/v1?key=canary-1")).withHeader("x-api-key", "canary\n2");
    assertThatThrownBy(() -> plain().send(call, never))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }

  private static void assertAsksOnce(String answer) throws IOException {
    String head = "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.start(connection -> connection.write(head))) {
      assertThat(status(plain(), server.url())).isEqualTo(Integer.parseInt(answer.substring(0, 3)));
      assertThat(server.requests).hasSize(1);
    }
  }

  private static OkHttpTransport firstByte() {
    return OkHttpTransport.create(
        "openai", TransportSettings.builder().firstByteTimeout(SHORT).build());
  }
}

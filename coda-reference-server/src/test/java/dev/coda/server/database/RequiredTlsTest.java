package dev.coda.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.R2dbcException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RequiredTlsTest {
  private static final int SSL_REQUEST = 80877103;

  @Test
  void nothingIsSaidToAServerThatRefusesTheTlsWeRequire() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> said = CompletableFuture.supplyAsync(() -> refuseTls(server));
      DatabaseAddress address =
          DatabaseAddress.parse(
              "postgresql://ada:s3cret@127.0.0.1:%d/coda?sslmode=require"
                  .formatted(server.getLocalPort()));
      ConnectionFactory connections =
          ConnectionFactories.get(
              R2dbcOptions.point(ConnectionFactoryOptions.builder(), address).build());

      assertThatThrownBy(
              () -> Mono.<Connection>from(connections.create()).block(Duration.ofSeconds(20)))
          .isInstanceOf(R2dbcException.class);
      assertThat(said.get(20, TimeUnit.SECONDS)).isZero();
    }
  }

  /** Answers one client as a PostgreSQL without TLS does; returns how much it hears after that. */
  private static int refuseTls(ServerSocket server) {
    try (Socket client = server.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      assertThat(in.readInt()).isEqualTo(8);
      assertThat(in.readInt()).isEqualTo(SSL_REQUEST);
      client.getOutputStream().write('N');
      return count(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int count(InputStream in) {
    int heard = 0;
    try {
      while (in.read() >= 0) {
        heard++;
      }
    } catch (IOException e) {
      // It hung up without a goodbye.
    }
    return heard;
  }
}

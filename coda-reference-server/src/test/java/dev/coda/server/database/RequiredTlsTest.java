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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RequiredTlsTest {
  private static final long SSL_REQUEST = (8L << 32) | 80877103;
  private static final int QUIET_MILLIS = 1000;

  private final Queue<Long> heard = new ConcurrentLinkedQueue<>();

  @Test
  void nothingIsSaidToAServerThatRefusesTheTlsWeRequire() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answers = Thread.ofVirtual().start(() -> refuseTls(server));
      DatabaseAddress address =
          DatabaseAddress.parse(
              "postgresql://ada:s3cret@127.0.0.1:%d/coda?sslmode=require"
                  .formatted(server.getLocalPort()));
      ConnectionFactory connections =
          ConnectionFactories.get(
              R2dbcOptions.point(ConnectionFactoryOptions.builder(), address).build());

      assertThatThrownBy(
              () -> Mono.<Connection>from(connections.create()).block(Duration.ofSeconds(30)))
          .isInstanceOf(R2dbcException.class);
      server.close();
      answers.join();
      assertThat(heard).isNotEmpty().containsOnly(SSL_REQUEST);
    }
  }

  /** Answers every client as a PostgreSQL without TLS does, and listens to what it says then. */
  private void refuseTls(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.setSoTimeout(QUIET_MILLIS);
        DataInputStream in = new DataInputStream(client.getInputStream());
        heard.add(in.readLong());
        client.getOutputStream().write('N');
        heard.add(in.readLong());
      } catch (SocketTimeoutException e) {
        // It keeps quiet.
      } catch (IOException e) {
        // It or we hung up.
      }
    }
  }
}

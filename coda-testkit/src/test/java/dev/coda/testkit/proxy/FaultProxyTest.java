package dev.coda.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultProxyTest {
  private static final int QUIET_MS = 200;

  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    onThread(this::serve);
    proxy = FaultProxy.to(echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void passesBytesAndTheEndBothWaysAndCountsThem() throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write(new byte[100_000]);
      client.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes()).hasSize(100_000);
    }
    assertThat(proxy.bytesToTarget()).isEqualTo(100_000);
    assertThat(proxy.bytesFromTarget()).isEqualTo(100_000);
    assertThat(proxy.connections()).isEqualTo(1);
    assertThat(proxy.cuts()).isZero();
  }

  @Test
  void delaysEachByteByTheLatencyOfBothWays() throws IOException {
    try (Socket client = connect()) {
      echoed(client, 1);
      proxy.set(Faults.none().latency(Duration.ofMillis(60)));
      long before = System.nanoTime();

      echoed(client, 1);

      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }
  }

  @Test
  void narrowsTheBandwidth() throws IOException {
    proxy.set(Faults.none().bandwidth(10_000));
    try (Socket client = connect()) {
      long before = System.nanoTime();

      echoed(client, 1_000);

      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }
  }

  @Test
  void slicesWithoutLosingAByte() throws IOException {
    proxy.set(Faults.none().slice(3));
    try (Socket client = connect()) {
      assertThat(echoed(client, 1_000)).hasSize(1_000);
    }
  }

  @Test
  void closesAfterTheByteItIsTold() throws IOException {
    proxy.set(Faults.none().cutAfter(10, Cut.FIN));
    try (Socket client = connect()) {
      client.getOutputStream().write(new byte[100]);

      assertThat(client.getInputStream().readAllBytes()).hasSize(10);
    }
    assertThat(proxy.cuts()).isEqualTo(1);
    assertThat(proxy.openConnections()).isZero();
  }

  @Test
  void resetsAfterTheByteItIsTold() throws IOException {
    proxy.set(Faults.none().cutAfter(10, Cut.RST));
    try (Socket client = connect()) {
      client.getOutputStream().write(new byte[100]);

      assertThatThrownBy(() -> client.getInputStream().readAllBytes())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void swallowsWhatIsSentIntoABlackHoleUntilItHeals() throws IOException {
    try (Socket client = connect()) {
      echoed(client, 1);
      proxy.set(Faults.none().hole());
      client.getOutputStream().write(7);
      client.setSoTimeout(QUIET_MS);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      proxy.heal();
      client.setSoTimeout(0);

      assertThat(client.getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void cutsWhatIsOpenAndServesWhatComesAfterwards() throws IOException {
    try (Socket client = connect()) {
      echoed(client, 1);

      proxy.cutAll(Cut.RST);

      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
    try (Socket client = connect()) {
      assertThat(echoed(client, 1)).hasSize(1);
    }
  }

  @Test
  void refusesWhileItIsDown() throws IOException {
    proxy.set(Faults.none().refusing());
    try (Socket client = connect()) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
    assertThat(proxy.bytesToTarget()).isZero();
  }

  @Test
  void closesWithItsConnections() throws IOException {
    try (Socket client = connect()) {
      echoed(client, 1);
      proxy.set(Faults.none().hole());

      proxy.close();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(proxy.openConnections()).isZero();
      assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    if (socket.getLocalPort() == socket.getPort()) {
      // Where nobody listens, Linux may give a client that very port, and connect it to itself.
      socket.close();
      throw new ConnectException("Nobody listens.");
    }
    return socket;
  }

  private static byte[] echoed(Socket client, int count) throws IOException {
    client.getOutputStream().write(new byte[count]);
    return client.getInputStream().readNBytes(count);
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        onThread(() -> echo(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void echo(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException broken) {
      // That is what the test is about.
    }
  }

  private static void onThread(Runnable task) {
    Thread thread = new Thread(task, "echo");
    thread.setDaemon(true);
    thread.start();
  }
}

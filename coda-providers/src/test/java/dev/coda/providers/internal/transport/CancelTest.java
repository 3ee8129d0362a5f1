package dev.coda.providers.internal.transport;

import static dev.coda.providers.internal.transport.Transports.BODY;
import static dev.coda.providers.internal.transport.Transports.body;
import static dev.coda.providers.internal.transport.Transports.call;
import static dev.coda.providers.internal.transport.Transports.failure;
import static dev.coda.providers.internal.transport.Transports.oneAtATime;
import static dev.coda.providers.internal.transport.Transports.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.providers.TransportSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;

class CancelTest {
  private final CancelSignal cancel = CancelSignal.create();

  @Test
  void cancelsWhileItResolvesTheName() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Dns hangs = hangingUntil(end, asked);
    OkHttpTransport transport =
        OkHttpTransport.create("openai", TransportSettings.defaults(), hangs);
    assertCancels(transport, URI.create("http://host.test/v1"), () -> asked.getCount() == 0);
    end.countDown();
  }

  @Test
  void givesUpOnANameThatIsNotResolvedInTime() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Dns hangs = hangingUntil(end, new CountDownLatch(1));
    TransportSettings settings =
        TransportSettings.builder().connectTimeout(Duration.ofMillis(100)).build();
    assertThat(
            failure(
                OkHttpTransport.create("openai", settings, hangs),
                URI.create("http://host.test/v1"),
                cancel))
        .isEqualTo(FailureKind.PROVIDER_UNAVAILABLE);
    end.countDown();
  }

  @Test
  void cancelsWhileItConnects() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> fillers = fill(full);
      URI address = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/v1");
      OkHttpTransport transport = plain();
      assertCancels(transport, address, () -> transport.activeCalls() == 1);
      for (Socket filler : fillers) {
        filler.close();
      }
    }
  }

  @Test
  void cancelsWhileItWaitsForTheHead() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::stall)) {
      assertCancels(plain(), server.url(), () -> !server.requests.isEmpty());
      assertThat(server.gone.await(500, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  @Test
  void cancelsWhileItReadsTheBody() throws Exception {
    try (RawServer server =
        RawServer.start(connection -> {
          connection.startStream(BODY, BODY.length);
          connection.stall();
        })) {
      assertCancels(plain(), server.url(), () -> !server.requests.isEmpty());
      assertThat(server.gone.await(500, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  @Test
  void cancelsWhileItWaitsForItsTurn() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::stall)) {
      OkHttpTransport transport = oneAtATime();
      CancelSignal first = CancelSignal.create();
      Thread holder = new Thread(() -> failure(transport, server.url(), first));
      holder.start();
      await().until(() -> transport.activeCalls() == 1);
      assertCancels(transport, server.url(), () -> transport.queuedCalls() == 1);
      assertThat(transport.queuedCalls()).isZero();
      first.cancel(CancelReason.REQUESTED);
      await().until(() -> transport.activeCalls() == 0);
    }
  }

  @Test
  void doesNotEvenStartOnceCancelled() throws Exception {
    try (RawServer server = RawServer.start(connection -> connection.stream(BODY))) {
      cancel.cancel(CancelReason.DEADLINE);
      assertThat(failure(plain(), server.url(), cancel)).isEqualTo(FailureKind.CANCELLED);
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void letsTheNextInTurnGo() throws IOException {
    try (RawServer server = RawServer.start(connection -> connection.stream(BODY))) {
      OkHttpTransport transport = oneAtATime();
      HttpAnswer first = transport.send(call(server.url()), cancel);
      AtomicReference<String> second = new AtomicReference<>();
      Thread waiting = new Thread(() -> second.set(body(transport, server.url())));
      waiting.start();
      await().until(() -> transport.queuedCalls() == 1);
      first.close();
      await().until(() -> "data: 1\n\n".equals(second.get()));
      assertThat(transport.activeCalls()).isZero();
    }
  }

  @Test
  void takesAnInterruptForACancel() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::stall)) {
      OkHttpTransport transport = oneAtATime();
      Thread holder = new Thread(() -> failure(transport, server.url(), cancel));
      holder.start();
      await().until(() -> transport.activeCalls() == 1);
      AtomicReference<FailureKind> kind = new AtomicReference<>();
      CancelSignal never = CancelSignal.create();
      Thread waiting = new Thread(() -> kind.set(failure(transport, server.url(), never)));
      waiting.start();
      await().until(() -> transport.queuedCalls() == 1);
      waiting.interrupt();
      waiting.join(500);
      assertThat(kind.get()).isEqualTo(FailureKind.CANCELLED);
      assertThat(transport.queuedCalls()).isZero();
    }
  }

  private static Dns hangingUntil(CountDownLatch end, CountDownLatch asked) {
    return host -> {
      asked.countDown();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of();
    };
  }

  private void assertCancels(OkHttpTransport transport, URI address, Callable<Boolean> isThere)
      throws InterruptedException {
    AtomicReference<FailureKind> kind = new AtomicReference<>();
    Thread call = new Thread(() -> kind.set(failure(transport, address, cancel)));
    call.start();
    await().until(isThere);
    cancel.cancel(CancelReason.REQUESTED);
    call.join(500);
    assertThat(kind.get()).isEqualTo(FailureKind.CANCELLED);
  }

  /** Fills a server's queue of connections, so that the next one hangs. */
  private static List<Socket> fill(ServerSocket server) throws IOException {
    List<Socket> fillers = new ArrayList<>();
    while (fillers.size() < 64) {
      Socket filler = new Socket();
      try {
        filler.connect(server.getLocalSocketAddress(), 200);
        fillers.add(filler);
      } catch (SocketTimeoutException full) {
        filler.close();
        return fillers;
      }
    }
    throw new IllegalStateException("the queue takes everything");
  }
}

package dev.coda.testkit.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through the proxy: a socket on either side and a pipe each way. Thread-safe. */
final class ProxiedConnection {
  private final FaultProxy proxy;
  private final Socket client;
  private final Socket target = new Socket();
  private final AtomicInteger openPipes = new AtomicInteger(2);

  ProxiedConnection(FaultProxy proxy, Socket client) {
    this.proxy = proxy;
    this.client = client;
  }

  void connect(InetSocketAddress address) {
    try {
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      target.connect(address);
      new Pipe(proxy, this, client, target, false).start();
      new Pipe(proxy, this, target, client, true).start();
    } catch (IOException e) {
      end(Cut.RST, false);
    }
  }

  /** Breaks both sides, because of a fault. */
  void cut(Cut how) {
    end(how, true);
  }

  /** Breaks both sides, because one of them has. */
  void broken() {
    end(Cut.RST, false);
  }

  void close() {
    end(Cut.FIN, false);
  }

  /** One direction has come to its end; after the other, nothing is left. */
  void pipeEnded() {
    if (openPipes.decrementAndGet() == 0) {
      close();
    }
  }

  private void end(Cut how, boolean byFault) {
    proxy.ended(this, byFault);
    closeQuietly(client, how);
    closeQuietly(target, how);
  }

  private static void closeQuietly(Socket socket, Cut how) {
    try (socket) {
      if (how == Cut.RST && !socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}

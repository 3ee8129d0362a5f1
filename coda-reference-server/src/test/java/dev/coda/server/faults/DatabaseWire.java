package dev.coda.server.faults;

import dev.coda.server.faults.KillPoint.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands between servers and their PostgreSQL, and knows when a statement is under way.
 * Thread-safe.
 */
final class DatabaseWire implements AutoCloseable {
  private final ServerSocket socket;
  private final int database;
  private final KillSwitch killSwitch;

  DatabaseWire(int database, KillSwitch killSwitch) {
    this.database = database;
    this.killSwitch = killSwitch;
    try {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), database);
        Thread.ofVirtual().start(() -> pump(client, server, true));
        Thread.ofVirtual().start(() -> pump(server, client, false));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pump(Socket from, Socket to, boolean statements) {
    byte[] buffer = new byte[64 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (statements) {
          killSwitch.reached(Place.STATEMENT_SENT);
        }
        out.write(buffer, 0, length);
        if (statements) {
          killSwitch.reached(Place.STATEMENT_ARRIVED);
        }
      }
    } catch (IOException cut) {
      // One side is gone; closing tells the other.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

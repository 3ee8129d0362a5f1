package dev.coda.server.faults;

import dev.coda.server.faults.KillPoint.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Stands between servers and their PostgreSQL, and knows when events of a run are being committed.
 * A connection is cut where its client is killed. Thread-safe.
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
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pump(client, server, new SentStatements()));
        Thread.ofVirtual().start(() -> pump(server, client, null));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pump(Socket from, Socket to, @Nullable SentStatements statements) {
    byte[] buffer = new byte[64 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (statements == null || !statements.commits(buffer, length)) {
          out.write(buffer, 0, length);
        } else if (!survives(out, buffer, length)) {
          return;
        }
      }
    } catch (IOException cut) {
      // One side is gone; closing tells the other.
    }
  }

  /** Passes a commit on, unless the server that makes it is killed on the way. */
  private boolean survives(OutputStream out, byte[] commit, int length) throws IOException {
    int half = length / 2;
    if (!killSwitch.survives(Place.COMMIT_SENT)) {
      return false;
    }
    out.write(commit, 0, half);
    if (!killSwitch.survives(Place.COMMIT_CUT)) {
      return false;
    }
    out.write(commit, half, length - half);
    return killSwitch.survives(Place.COMMIT_ARRIVED);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package dev.coda.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Watches the events of a run over a bare socket, and counts those that are missing or come twice.
 * One thread reads; others may look at what it has seen.
 */
final class RunViewer implements AutoCloseable {
  private static final String NUMBER = "id: ";

  private final Socket socket;
  private volatile long seen;
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger doubled = new AtomicInteger();

  private RunViewer(Socket socket, long after) {
    this.socket = socket;
    this.seen = after;
  }

  /**
   * Joins a run.
   *
   * @param after the number of the last event that was seen before; 0 for none
   */
  static RunViewer join(int port, String token, String run, long after) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    RunViewer viewer = new RunViewer(socket, after);
    socket
        .getOutputStream()
        .write(
            "GET /api/v1/runs/%s/events?after=%d HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(run, after, token)
                .getBytes(StandardCharsets.US_ASCII));
    Thread.ofVirtual().start(viewer::read);
    return viewer;
  }

  /** Returns the number of the last event. */
  long seen() {
    return seen;
  }

  int lost() {
    return lost.get();
  }

  int doubled() {
    return doubled.get();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(NUMBER)) {
          saw(Long.parseLong(line.substring(NUMBER.length())));
        }
      }
    } catch (IOException e) {
      // Its owner has closed it.
    }
  }

  private void saw(long number) {
    if (number <= seen) {
      doubled.incrementAndGet();
    } else {
      lost.addAndGet((int) (number - seen - 1));
      seen = number;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

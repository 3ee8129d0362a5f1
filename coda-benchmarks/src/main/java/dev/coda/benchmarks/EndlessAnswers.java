package dev.coda.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A model's host whose answers do not end, which notes when the other side closes a connection. So
 * it shows when a model that somebody stops is no longer paid for. Thread-safe.
 */
final class EndlessAnswers implements AutoCloseable {
  private static final byte[] HEAD =
      bytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
  private static final byte[] TOKEN =
      bytes("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"more \"}}]}\n\n");
  private static final long PACE_MILLIS = 200;
  private static final long PATIENCE_SECONDS = 30;

  private final ServerSocket listener;
  private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> closed = new LinkedBlockingQueue<>();

  private EndlessAnswers(ServerSocket listener) {
    this.listener = listener;
  }

  static EndlessAnswers start() throws IOException {
    EndlessAnswers host =
        new EndlessAnswers(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(host::accept);
    return host;
  }

  String url() {
    return "http://127.0.0.1:%d/v1".formatted(listener.getLocalPort());
  }

  /** Waits until an answer has begun. */
  void awaitBegun() throws InterruptedException, IOException {
    var _ = next(begun);
  }

  /** Waits until its connection is closed, and returns when that was. */
  long awaitClosed() throws InterruptedException, IOException {
    return next(closed);
  }

  private static long next(BlockingQueue<Long> times) throws InterruptedException, IOException {
    Long time = times.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (time == null) {
      throw new IOException("nothing happened at the model's host");
    }
    return time;
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = listener.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      boolean asksForAnswer = requestLine(in).contains("/chat/completions");
      OutputStream out = connection.getOutputStream();
      if (!asksForAnswer) {
        out.write(
            bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        return;
      }
      out.write(HEAD);
      Thread writer = Thread.ofVirtual().start(() -> write(out));
      begun.add(System.nanoTime());
      in.transferTo(OutputStream.nullOutputStream());
      closed.add(System.nanoTime());
      writer.interrupt();
    } catch (IOException e) {
      closed.add(System.nanoTime());
    }
  }

  private static void write(OutputStream out) {
    try {
      while (true) {
        out.write(TOKEN);
        TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      // The answer was stopped.
    }
  }

  private static String requestLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

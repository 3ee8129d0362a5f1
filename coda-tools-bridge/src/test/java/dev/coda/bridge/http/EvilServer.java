package dev.coda.bridge.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** A tool service that does, byte by byte, what no service should. */
final class EvilServer implements AutoCloseable {
  private final ServerSocket server;
  private final Behaviour behaviour;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();
  private final CountDownLatch hungUp = new CountDownLatch(1);

  /** Answers one request, of which the head has been read. */
  @FunctionalInterface
  interface Behaviour {
    void answer(EvilServer self, Socket socket) throws IOException;
  }

  EvilServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/probe";
  }

  int requests() {
    return requests.get();
  }

  long written() {
    return written.get();
  }

  /** Opens when a client closed its connection before the answer was complete. */
  CountDownLatch hungUp() {
    return hungUp;
  }

  /** Returns this many megabytes of spaces, compressed to next to nothing. */
  static byte[] bomb(int megabytes) {
    byte[] megabyte = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < megabytes; i++) {
        gzip.write(megabyte);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A drip has to take time; it is the service that waits here, not the test. */
  static void drip() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what this process, the service included, holds in memory. */
  static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  void send(Socket socket, String text) throws IOException {
    send(socket, text.getBytes(StandardCharsets.UTF_8));
  }

  void send(Socket socket, byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
    written.addAndGet(bytes.length);
  }

  /** Returns when the client goes away. */
  void waitForHangUp(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    while (in.read() >= 0) {
      // The rest of the request's body.
    }
    hungUp.countDown();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      readHead(socket.getInputStream());
      requests.incrementAndGet();
      behaviour.answer(this, socket);
      if (socket.getSoLinger() != 0) {
        // Closing with unread bytes of the request would reset the connection.
        socket.shutdownOutput();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      hungUp.countDown();
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      ends = next == "\r\n\r\n".charAt(ends) ? ends + 1 : 0;
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "evil-server");
    thread.setDaemon(true);
    thread.start();
  }
}

package dev.coda.providers.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server of bare sockets that does to each connection what a test says, so that it can break what
 * no HTTP server would. Thread-safe.
 */
public final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** The requests as they came, head and body. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** Counts down when the client closed a connection that stalled. */
  public final CountDownLatch gone = new CountDownLatch(1);

  /** What to do once a request has been read. */
  @FunctionalInterface
  public interface Script {
    void answer(Connection connection) throws IOException, InterruptedException;
  }

  /** One connection. */
  public record Connection(Socket socket, OutputStream out, CountDownLatch gone) {
    public void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Sends the head of a stream, and some of its body without the end that must follow. */
    public void startStream(byte[] body, int length) throws IOException {
      write("HTTP/1.1 200 OK\r\nX-Request-Id: req_1\r\nTransfer-Encoding: chunked\r\n\r\n");
      if (length > 0) {
        write(Integer.toHexString(length) + "\r\n");
        out.write(body, 0, length);
        write("\r\n");
      }
    }

    /** Sends a whole stream that ends as it should. */
    public void stream(byte[] body) throws IOException {
      startStream(body, body.length);
      write("0\r\n\r\n");
    }

    /** Closes so that the other side gets a reset. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Reports nothing until the other side goes away. */
    public void stall() throws IOException {
      try {
        while (socket.getInputStream().read() >= 0) {
          // Whatever it still says does not matter.
        }
      } finally {
        gone.countDown();
      }
    }
  }

  private RawServer(Script script) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.script = script;
  }

  public static RawServer start(Script script) throws IOException {
    RawServer server = new RawServer(script);
    inBackground(server::accept);
    return server;
  }

  public URI url() {
    return URI.create(baseUrl() + "/chat/completions");
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
  }

  /** Returns how many connections were made so far. */
  public int connections() {
    return sockets.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        inBackground(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      while (!socket.isClosed() && readRequest(socket.getInputStream())) {
        script.answer(new Connection(socket, socket.getOutputStream(), gone));
      }
    } catch (IOException | InterruptedException clientGone) {
      gone.countDown();
    }
  }

  private boolean readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      head.append((char) b);
    }
    String marker = "content-length: ";
    int at = head.toString().toLowerCase(Locale.ROOT).indexOf(marker);
    int length = 0;
    if (at >= 0) {
      int start = at + marker.length();
      length = Integer.parseInt(head.substring(start, head.indexOf("\r\n", start)));
    }
    requests.add(head + new String(in.readNBytes(length), StandardCharsets.UTF_8));
    return true;
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

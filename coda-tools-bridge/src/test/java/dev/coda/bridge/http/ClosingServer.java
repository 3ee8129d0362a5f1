package dev.coda.bridge.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A server that promises to keep its connections open, and closes each one after its first answer.
 */
public final class ClosingServer implements AutoCloseable {
  private final ServerSocket listener;
  private final UnaryOperator<String> answers;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private int answering;

  private ClosingServer(ServerSocket listener, UnaryOperator<String> answers) {
    this.listener = listener;
    this.answers = answers;
  }

  /**
   * Starts a server.
   *
   * @param answers the JSON for a request's body; an empty text is answered with 202
   */
  public static ClosingServer start(UnaryOperator<String> answers) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ClosingServer server = new ClosingServer(listener, answers);
    Thread thread = new Thread(server::serve, "closing-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The bodies that arrived, in their order. */
  public List<String> bodies() {
    return bodies;
  }

  /** Waits until no connection is open on which a request has arrived. */
  public synchronized void awaitClosed() throws InterruptedException {
    while (answering > 0) {
      wait();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        answer(socket);
      } catch (IOException | IllegalStateException e) {
        // The caller sees that the connection is closed.
      }
      answering(0);
    }
  }

  private synchronized void answering(int connections) {
    answering = connections;
    notifyAll();
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String first = reader.readLine();
    if (first == null) {
      return;
    }
    int length = 0;
    for (String line = reader.readLine(); line != null && !line.isEmpty(); ) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
      line = reader.readLine();
    }
    char[] body = new char[length];
    for (int read = 0; read < length; ) {
      read += Math.max(0, reader.read(body, read, length - read));
    }
    bodies.add(new String(body));
    answering(1);
    String answer = answers.apply(new String(body));
    String status = answer.isEmpty() ? "202 Accepted" : "200 OK";
    socket
        .getOutputStream()
        .write(
            ("HTTP/1.1 %s\r\nContent-Type: application/json\r\nConnection: keep-alive\r\n"
                        .formatted(status)
                    + "Content-Length: %d\r\n\r\n%s".formatted(answer.length(), answer))
                .getBytes(StandardCharsets.ISO_8859_1));
  }
}

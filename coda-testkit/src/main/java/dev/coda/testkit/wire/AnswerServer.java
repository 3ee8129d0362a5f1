package dev.coda.testkit.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers each request with a script, over real sockets on this machine. The length
 * of a body is not stated; the body ends when the connection ends. Thread-safe.
 */
public final class AnswerServer implements AutoCloseable {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

  private final ServerSocket server;
  private final Map<String, ScriptedAnswer> answers = new ConcurrentHashMap<>();
  private final Map<String, byte[]> requests = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  private AnswerServer(ServerSocket server) {
    this.server = server;
  }

  /**
   * Starts a server on a free port of the loopback address.
   *
   * @return the server
   * @throws IOException if it cannot be read or written
   */
  public static AnswerServer start() throws IOException {
    AnswerServer server =
        new AnswerServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(server::accept, "answer-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /**
   * {@return a base URL for which every request gets this answer}
   *
   * @param answer the answer
   */
  public String serve(ScriptedAnswer answer) {
    String key = String.valueOf(count.incrementAndGet());
    answers.put(key, answer);
    return "http://127.0.0.1:" + server.getLocalPort() + "/" + key;
  }

  /**
   * {@return the body of the last request to a base URL} Fails if there was none.
   *
   * @param baseUrl the address of the host, up to and including the version
   */
  public byte[] requestTo(String baseUrl) {
    String key = baseUrl.substring(baseUrl.lastIndexOf('/') + 1);
    return Objects.requireNonNull(requests.get(key), "no request came");
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (IOException clientGone) {
        // The caller sees it on its side of the connection.
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String head = head(in);
    String key = head.split("/", 3)[1];
    requests.put(key, in.readNBytes(contentLength(head)));
    OutputStream out = socket.getOutputStream();
    out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
    ScriptedAnswer answer = Objects.requireNonNull(answers.get(key), key);
    if (answer.ending() == ScriptedAnswer.Ending.RESET) {
      // Closing sends a reset then, even if a part of the answer is still on its way.
      socket.setSoLinger(true, 0);
    }
    try (InputStream body = answer.open()) {
      body.transferTo(out);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request is cut");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static int contentLength(String head) {
    String name = "content-length: ";
    int start = head.toLowerCase(Locale.ROOT).indexOf(name) + name.length();
    return Integer.parseInt(head.substring(start, head.indexOf("\r\n", start)));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package dev.coda.server.admission;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * A connection that sends one request again and again. It takes a tenth of the processor time of an
 * HTTP client, which the server under test would lack. Confined to one thread at a time.
 */
final class KeptConnection implements AutoCloseable {
  private static final int END = -1;

  private final Socket socket;
  private final InputStream in;

  private KeptConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static KeptConnection to(URI server, Duration longestAnswer) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) longestAnswer.toMillis());
    return new KeptConnection(socket);
  }

  /** Sends a request and reads the head of its answer. */
  Head send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    boolean retryAfter = false;
    boolean chunked = false;
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      retryAfter |= header.startsWith("retry-after:");
      chunked |= header.equals("transfer-encoding: chunked");
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
    }
    return new Head(Integer.parseInt(status.split(" ", 3)[1]), retryAfter, chunked, length);
  }

  /** Reads the body of an answer to its end. */
  String body(Head head) throws IOException {
    if (!head.chunked) {
      return new String(in.readNBytes(head.length), StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(in.readNBytes(size));
      line();
    }
    line();
    return body.toString(StandardCharsets.UTF_8);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next == END) {
        throw new EOFException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** What an answer begins with. Immutable. */
  record Head(int status, boolean retryAfter, boolean chunked, int length) {}
}

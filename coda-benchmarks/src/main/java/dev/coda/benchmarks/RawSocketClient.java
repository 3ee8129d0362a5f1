package dev.coda.benchmarks;

import dev.coda.benchmarks.harness.StreamClient;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Floor: a socket, and no more parsing than finds the text. Thread-safe. */
final class RawSocketClient implements StreamClient {
  private static final byte[] TEXT = "\"content\":\"".getBytes(StandardCharsets.US_ASCII);

  /** Of the two lines that end a chunked body, the first; the second is read with the next one. */
  private static final int LAST_CHUNK = '0';

  private final URI address;
  private final byte[] request;
  private final Queue<Socket> idle = new ConcurrentLinkedQueue<>();

  private RawSocketClient(String baseUrl) {
    this.address = URI.create(baseUrl);
    String body = Questions.PLAIN;
    this.request =
        ("POST %s/chat/completions HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
                    .formatted(address.getPath(), address.getAuthority())
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body)
            .getBytes(StandardCharsets.US_ASCII);
  }

  static RawSocketClient to(String baseUrl) {
    return new RawSocketClient(baseUrl);
  }

  /** Makes such clients. Thread-safe. */
  public static final class Library implements Factory {
    @Override
    public StreamClient open(String baseUrl) {
      return to(baseUrl);
    }
  }

  @Override
  public void stream(Consumer<String> token) throws IOException {
    Socket socket = idle.poll();
    if (socket == null) {
      socket = new Socket(address.getHost(), address.getPort());
      socket.setTcpNoDelay(true);
    }
    socket.getOutputStream().write(request);
    read(socket.getInputStream(), token);
    idle.add(socket);
  }

  private static void read(InputStream in, Consumer<String> token) throws IOException {
    byte[] buffer = new byte[8192];
    int length = 0;
    boolean ended = false;
    while (!ended) {
      int count = in.read(buffer, length, buffer.length - length);
      if (count < 0) {
        throw new EOFException();
      }
      length += count;
      int start = 0;
      for (int i = 0; i < length; i++) {
        if (buffer[i] == '\n') {
          ended |= line(buffer, start, i, token);
          start = i + 1;
        }
      }
      System.arraycopy(buffer, start, buffer, 0, length - start);
      length -= start;
    }
  }

  private static boolean line(byte[] buffer, int from, int to, Consumer<String> token) {
    for (int i = from; i + TEXT.length < to; i++) {
      if (buffer[i] == '"' && matches(buffer, i)) {
        int start = i + TEXT.length;
        int end = start;
        while (buffer[end] != '"') {
          end++;
        }
        token.accept(new String(buffer, start, end - start, StandardCharsets.UTF_8));
        return false;
      }
    }
    return to - from == 2 && buffer[from] == LAST_CHUNK;
  }

  private static boolean matches(byte[] buffer, int at) {
    for (int i = 0; i < TEXT.length; i++) {
      if (buffer[at + i] != TEXT[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    for (Socket socket = idle.poll(); socket != null; socket = idle.poll()) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed, or as good as that.
      }
    }
  }
}

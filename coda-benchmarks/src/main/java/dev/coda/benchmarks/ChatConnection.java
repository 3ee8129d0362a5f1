package dev.coda.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One user's connection to the server, over a bare socket, so that the client takes little of the
 * machine that it shares. Confined to one thread at a time.
 */
final class ChatConnection implements AutoCloseable {
  private static final byte[] FIRST_TOKEN = ascii("event: content_delta");
  private static final byte[] RUN_ID = ascii("\"run_id\":\"");
  private static final int ID_LENGTH = 36;
  private static final byte[] LAST_CHUNK = ascii("\r\n0\r\n\r\n");
  private static final String COMPLETED = "\"status\":\"completed\"";

  private final Socket socket;
  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int length;
  private String token = "";

  private ChatConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  static ChatConnection open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    return new ChatConnection(socket);
  }

  /** Registers a new user, who makes all later requests. */
  ChatConnection register(String email) throws IOException {
    String body = "{\"email\":\"%s\",\"password\":\"a long enough one\"}".formatted(email);
    token = json(post("/api/v1/auth/register", body)).path("access_token").asText();
    return this;
  }

  /** Has the same user as another connection. */
  ChatConnection as(ChatConnection other) {
    token = other.token;
    return this;
  }

  /** Makes a session and returns its id. */
  String session() throws IOException {
    String body = "{\"model_provider\":\"hosted\",\"model_name\":\"bench\"}";
    return json(post("/api/v1/sessions", body)).path("id").asText();
  }

  /**
   * Asks, and reads the answer's events to their end.
   *
   * @return nanoseconds until the first piece of the answer
   */
  long ask(String session) throws IOException {
    String body = "{\"session_id\":\"%s\",\"content\":\"Tell me more.\"}".formatted(session);
    long start = System.nanoTime();
    send("POST", "/api/v1/chat/stream", body);
    int from = 0;
    long first = 0;
    while (!endsWith(LAST_CHUNK)) {
      int before = length;
      fill();
      if (first == 0) {
        from = Math.max(0, before - FIRST_TOKEN.length);
        first = indexOf(FIRST_TOKEN, from) < 0 ? 0 : System.nanoTime() - start;
      }
      if (before == 0 && status() != 200) {
        throw new IOException(text(0));
      }
    }
    int tail = Math.max(0, length - 2_000);
    if (first == 0 || !text(tail).contains(COMPLETED)) {
      throw new IOException("the run did not complete: " + text(tail));
    }
    return first;
  }

  /** Asks, and returns the id of the run without waiting for its answer. */
  String start(String session) throws IOException {
    String body = "{\"session_id\":\"%s\",\"content\":\"Tell me more.\"}".formatted(session);
    send("POST", "/api/v1/chat/stream", body);
    int at;
    do {
      fill();
      at = indexOf(RUN_ID, 0);
    } while (at < 0 || length < at + RUN_ID.length + ID_LENGTH);
    return text(at + RUN_ID.length).substring(0, ID_LENGTH);
  }

  /** Stops a run. */
  void cancel(String run) throws IOException {
    var _ = post("/api/v1/runs/" + run + "/cancel", "{}");
  }

  /** Returns the access token of the user. */
  String token() {
    return token;
  }

  /** Returns the body of a healthy answer. */
  String get(String path) throws IOException {
    send("GET", path, null);
    return body();
  }

  private String post(String path, String body) throws IOException {
    send("POST", path, body);
    return body();
  }

  private void send(String method, String path, @Nullable String body) throws IOException {
    String content = body == null ? "" : body;
    String request =
        method
            + " "
            + path
            + " HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Type: application/json\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\nContent-Length: "
            + content.length()
            + "\r\n\r\n"
            + content;
    length = 0;
    socket.getOutputStream().write(ascii(request));
  }

  private String body() throws IOException {
    int head;
    do {
      fill();
      head = indexOf(ascii("\r\n\r\n"), 0);
    } while (head < 0);
    String headers = text(0).substring(0, head).toLowerCase(Locale.ROOT);
    int start = head + 4;
    if (headers.contains("transfer-encoding: chunked")) {
      while (!endsWith(LAST_CHUNK)) {
        fill();
      }
    } else {
      int size = size(headers);
      while (length - start < size) {
        fill();
      }
    }
    if (status() >= 300) {
      throw new IOException(text(0));
    }
    return text(start);
  }

  private static int size(String headers) {
    int at = headers.indexOf("content-length: ");
    return at < 0 ? 0 : Integer.parseInt(headers.substring(at + 16).split("\r\n", 2)[0].strip());
  }

  private static JsonNode json(String body) throws IOException {
    return CodaJson.mapper().readTree(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1));
  }

  private int status() {
    return Integer.parseInt(text(0).substring(9, 12));
  }

  private void fill() throws IOException {
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * length);
    }
    int count = in.read(buffer, length, buffer.length - length);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    length += count;
  }

  private boolean endsWith(byte[] end) {
    return length >= end.length && matches(end, length - end.length);
  }

  private int indexOf(byte[] what, int from) {
    for (int i = from; i + what.length <= length; i++) {
      if (matches(what, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean matches(byte[] what, int at) {
    for (int i = 0; i < what.length; i++) {
      if (buffer[at + i] != what[i]) {
        return false;
      }
    }
    return true;
  }

  private String text(int from) {
    return new String(buffer, from, length - from, StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

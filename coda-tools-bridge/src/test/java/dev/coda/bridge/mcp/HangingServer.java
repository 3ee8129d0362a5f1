package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An MCP server over HTTP that shakes hands, lists its tools, and then leaves every request without
 * an end: it says nothing at all, or drips. Each request has a connection of its own, so that who
 * still waits can be counted.
 */
final class HangingServer implements AutoCloseable {
  private static final String INITIALIZED =
      """
      {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}, "resources": {}},
       "serverInfo": {"name": "hanging", "version": "1"}}
      """;
  private static final String LISTED =
      """
      {"tools": [{"name": "hang", "inputSchema": {"type": "object"}},
       {"name": "drip", "inputSchema": {"type": "object"}},
       {"name": "break", "inputSchema": {"type": "object"}}]}
      """;
  private static final int DRIP_MILLIS = 50;

  private final ServerSocket listening;
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<String> methods = new CopyOnWriteArrayList<>();

  HangingServer() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ChildProcess.daemon("hanging-server", this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Counts the requests whose clients have not hung up. */
  int waiting() {
    return waiting.get();
  }

  /** The JSON-RPC methods that were received. */
  List<String> methods() {
    return methods;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        ChildProcess.daemon("hanging-server", () -> serve(socket));
      }
    } catch (IOException e) {
      // Closed by the test.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      respond(socket, in, request(in));
    } catch (IOException e) {
      // The client has hung up.
    }
  }

  private void respond(Socket socket, InputStream in, JsonNode message) throws IOException {
    OutputStream out = socket.getOutputStream();
    methods.add(message.path("method").asText());
    switch (message.path("method").asText()) {
      case "initialize" -> answer(out, message, INITIALIZED);
      case "tools/list" -> answer(out, message, LISTED);
      case "notifications/initialized" ->
          write(out, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      default -> {
        waiting.incrementAndGet();
        try {
          leaveOpen(socket, in, message.at("/params/name").asText());
        } finally {
          waiting.decrementAndGet();
        }
      }
    }
  }

  private static void leaveOpen(Socket socket, InputStream in, String tool) throws IOException {
    OutputStream out = socket.getOutputStream();
    if (!tool.equals("hang")) {
      write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    }
    if (tool.equals("break")) {
      write(out, "retry: 1\nid: 7\ndata: {}\n\n");
      return;
    }
    socket.setSoTimeout(DRIP_MILLIS);
    while (true) {
      try {
        if (in.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        if (!tool.equals("hang")) {
          write(out, ": still here\n\n");
        }
      }
    }
  }

  /** Reads the JSON of a request; nothing for one without a body, which asks for the stream. */
  private static JsonNode request(InputStream in) throws IOException {
    int length = 0;
    String line = line(in);
    for (; !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return CodaJson.mapper().readTree(in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
      line.write(each);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private static void answer(OutputStream out, JsonNode request, String result) throws IOException {
    String body =
        "{\"jsonrpc\": \"2.0\", \"id\": %s, \"result\": %s}".formatted(request.get("id"), result);
    write(
        out,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + "Content-Length: %d\r\n\r\n%s"
                .formatted(body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

package dev.coda.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A model behind OpenAI's protocol that says far too much, in the way that the last question names.
 * Thread-safe.
 */
final class DrillModel implements AutoCloseable {
  static final String NAME = "drill";
  static final String ENDLESS_ANSWER = "endless answer";
  static final String ENDLESS_ARGUMENTS = "endless arguments";
  static final String LARGE_ARGUMENTS = "large arguments";
  static final String LONG_LOG = "long log";
  static final String MUCH = "much";

  /** The size of {@link #MUCH}: almost as much as an answer may have. */
  static final long MUCH_CHARACTERS = 200 * 20_000L;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PIECE = "x".repeat(20_000);
  private static final long PACE_NANOS = 3_000_000;
  private static final long ENDLESS = Long.MAX_VALUE;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  DrillModel() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::answer);
    server.createContext("/v1/models", DrillModel::models);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
  }

  private static void models(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body =
          "{\"data\": [{\"id\": \"%s\"}]}".formatted(NAME).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String question = "";
      boolean called = false;
      for (JsonNode message : JSON.readTree(exchange.getRequestBody()).get("messages")) {
        if (message.get("role").asText().equals("user")) {
          question = message.get("content").asText();
          called = false;
        }
        called |= message.has("tool_calls");
      }
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      speak(exchange.getResponseBody(), question, called);
    }
  }

  private static void speak(OutputStream out, String question, boolean called) throws IOException {
    switch (question) {
      case ENDLESS_ANSWER -> text(out, ENDLESS, 0);
      case ENDLESS_ARGUMENTS -> call(out, ENDLESS);
      case LARGE_ARGUMENTS -> {
        if (called) {
          text(out, 1, 0);
        } else {
          call(out, 100);
        }
      }
      case LONG_LOG -> {
        text(out, 180, 0);
        call(out, 0);
      }
      default -> text(out, MUCH_CHARACTERS / PIECE.length(), PACE_NANOS);
    }
    boolean calls = question.equals(LONG_LOG) || (question.equals(LARGE_ARGUMENTS) && !called);
    chunk(out, "{}", calls ? "\"tool_calls\"" : "\"stop\"");
    out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void text(OutputStream out, long pieces, long pause) throws IOException {
    for (long i = 0; i < pieces; i++) {
      chunk(out, "{\"content\": \"" + PIECE + "\"}", "null");
      LockSupport.parkNanos(pause);
    }
  }

  private static void call(OutputStream out, long pieces) throws IOException {
    chunk(
        out,
        """
        {"tool_calls": [{"index": 0, "id": "call_1", "type": "function",
          "function": {"name": "calculator", "arguments": "{\\"expression\\": \\"1+1"}}]}\
        """
            .replace("\n", ""),
        "null");
    for (long i = 0; i < pieces; i++) {
      arguments(out, " ".repeat(PIECE.length()));
    }
    arguments(out, "\\\"}");
  }

  private static void arguments(OutputStream out, String piece) throws IOException {
    chunk(
        out,
        "{\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": \"" + piece + "\"}}]}",
        "null");
  }

  private static void chunk(OutputStream out, String delta, String finishReason)
      throws IOException {
    String data =
        """
        data: {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "drill", \
        "choices": [{"index": 0, "delta": %s, "finish_reason": %s}]}

        """
            .formatted(delta, finishReason);
    out.write(data.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

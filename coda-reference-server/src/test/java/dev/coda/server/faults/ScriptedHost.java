package dev.coda.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coda.server.faults.KillPoint.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A model behind OpenAI's protocol whose answer depends on the request alone, so that it can be
 * asked again: it calls both counting tools, then one once more, then says that the job is done. A
 * job whose name begins with {@code slow-} takes ten times as long. Every history it is sent must
 * be valid. Thread-safe.
 */
final class ScriptedHost implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOKENS = 12;
  private static final long TOKEN_NANOS = 4_000_000;
  private static final String SLOW = "slow-";

  private final HttpServer server;
  private final KillSwitch killSwitch;
  private final List<String> invalid = new ArrayList<>();

  ScriptedHost(KillSwitch killSwitch) {
    this.killSwitch = killSwitch;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::answer);
    server.createContext("/v1/models", ScriptedHost::models);
    server.start();
  }

  /** Returns the base URL for clients. */
  String baseUrl() {
    return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
  }

  /** Returns what was wrong with the histories that were sent. */
  List<String> invalidHistories() {
    synchronized (invalid) {
      return List.copyOf(invalid);
    }
  }

  private static void models(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = "{\"data\": [{\"id\": \"scripted\"}]}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode messages = JSON.readTree(exchange.getRequestBody()).get("messages");
      check(messages);
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      String job = "";
      int round = 0;
      for (JsonNode message : messages) {
        if (message.get("role").asText().equals("user")) {
          job = message.get("content").asText();
          round = 0;
        } else if (message.has("tool_calls")) {
          round++;
        }
      }
      speak(out, job, round);
    }
  }

  private void speak(OutputStream out, String job, int round) throws IOException {
    for (int i = 0; i < TOKENS; i++) {
      chunk(out, "{\"content\": \"%s-%d.%d \"}".formatted(job, round, i), "null");
      if (!killSwitch.survives(Place.TOKEN)) {
        return;
      }
      LockSupport.parkNanos(job.startsWith(SLOW) ? 10 * TOKEN_NANOS : TOKEN_NANOS);
    }
    switch (round) {
      case 0 -> {
        chunk(out, call(0, "count_once", job, round), "null");
        chunk(out, call(1, "count_safely", job, round), "null");
        chunk(out, "{}", "\"tool_calls\"");
      }
      case 1 -> {
        chunk(out, call(0, "count_once", job, round), "null");
        chunk(out, "{}", "\"tool_calls\"");
      }
      default -> chunk(out, "{}", "\"stop\"");
    }
    out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String call(int index, String tool, String job, int round) {
    String arguments = "{\\\"job\\\": \\\"%s\\\", \\\"round\\\": %d}".formatted(job, round);
    return """
    {"tool_calls": [{"index": %d, "id": "call_%d_%d", "type": "function",
      "function": {"name": "%s", "arguments": "%s"}}]}\
    """
        .formatted(index, round, index, tool, arguments)
        .replace("\n", "");
  }

  private static void chunk(OutputStream out, String delta, String finishReason)
      throws IOException {
    String data =
        """
        data: {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "scripted", \
        "choices": [{"index": 0, "delta": %s, "finish_reason": %s}]}

        """
            .formatted(delta, finishReason);
    out.write(data.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** A call without exactly one result behind it is what real providers refuse. */
  private void check(JsonNode messages) {
    List<String> open = new ArrayList<>();
    for (JsonNode message : messages) {
      String role = message.get("role").asText();
      if (role.equals("tool")) {
        if (!open.remove(message.get("tool_call_id").asText())) {
          complain("a result without a call", messages);
        }
      } else if (!open.isEmpty()) {
        complain("a call without a result", messages);
        open.clear();
      }
      message.path("tool_calls").forEach(call -> open.add(call.get("id").asText()));
    }
    if (!open.isEmpty()) {
      complain("a call without a result at the end", messages);
    }
  }

  private void complain(String what, JsonNode messages) {
    synchronized (invalid) {
      invalid.add(what + ": " + messages);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package dev.coda.server.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coda.server.faults.KillPoint.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Two tools that count how often each call reaches them. {@code count_once} does its work again
 * whenever it is asked; {@code count_safely} says that it is idempotent. Thread-safe.
 */
final class CountingTools implements AutoCloseable {
  private final HttpServer server;
  private final KillSwitch killSwitch;
  private final Predicate<String> hasResult;
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final Set<String> repeated = ConcurrentHashMap.newKeySet();

  /**
   * @param hasResult tells whether a call's result is stored
   */
  CountingTools(KillSwitch killSwitch, Predicate<String> hasResult) {
    this.killSwitch = killSwitch;
    this.hasResult = hasResult;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::count);
    server.start();
  }

  /** Returns the address that the servers must be allowed to call. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Writes the tools' files into a folder that servers read. */
  void writeTo(Path folder) throws IOException {
    write(folder, "count_once", false);
    write(folder, "count_safely", true);
  }

  /** Returns the calls that came again when their result was stored. */
  Set<String> runAgainAfterTheirResult() {
    return repeated;
  }

  /** Returns how often this call reached its tool. */
  int requests(String callId) {
    return requests.getOrDefault(callId, 0);
  }

  private void write(Path folder, String name, boolean idempotent) throws IOException {
    Path tool = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        tool.resolve("schema.json"),
        """
        {
          "description": "Counts a job.",
          "url": "http://%s/%s",
          "parameters": {
            "type": "object",
            "properties": { "job": { "type": "string" }, "round": { "type": "integer" } },
            "required": ["job", "round"]
          },
          "retry": { "max_attempts": 1 },
          "idempotent": %s
        }
        """
            .formatted(address(), name, idempotent));
  }

  private void count(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!killSwitch.survives(Place.TOOL_CALLED)) {
        return;
      }
      exchange.getRequestBody().readAllBytes();
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      if (hasResult.test(key)) {
        repeated.add(key);
      }
      int times = requests.merge(key, 1, Integer::sum);
      if (!killSwitch.survives(Place.TOOL_DONE)) {
        return;
      }
      byte[] body = "{\"times\": %d}".formatted(times).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

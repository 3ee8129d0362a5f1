package dev.coda.sampletools;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.coda.sampletools.tool.InvalidInputException;
import dev.coda.sampletools.tool.NoAnswerException;
import dev.coda.sampletools.tool.SampleTool;
import dev.coda.sampletools.tool.ToolInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request to its tool, and turns every failure into a JSON reply. Thread-safe. */
final class ToolRoutes implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ToolRoutes.class);

  private final Map<String, SampleTool> toolsByPath = new TreeMap<>();
  private final Health health;

  ToolRoutes(List<SampleTool> tools) {
    tools.forEach(tool -> toolsByPath.put("/" + tool.name(), tool));
    this.health = new Health("ok", tools.stream().map(SampleTool::name).toList());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = answer(exchange);
      LOG.debug("{} {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), reply.status());
      byte[] body = Json.MAPPER.writeValueAsBytes(reply.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(reply.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try {
      if (path.equals("/health")) {
        requireMethod(exchange, List.of("GET", "HEAD"));
        return Reply.ok(health);
      }
      SampleTool tool = toolsByPath.get(path);
      if (tool == null) {
        return Reply.error(404, "not_found", "There is no " + path + " here");
      }
      requireMethod(exchange, List.of("POST"));
      return Reply.ok(tool.call(ToolInput.of(RequestBody.read(exchange))));
    } catch (RefusedException e) {
      return e.reply();
    } catch (InvalidInputException e) {
      return Reply.error(400, "invalid_input", String.valueOf(e.getMessage()));
    } catch (NoAnswerException e) {
      return Reply.error(422, "no_answer", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("{} failed", path, e);
      return Reply.error(500, "internal", "The tool failed; its log says why");
    }
  }

  private static void requireMethod(HttpExchange exchange, List<String> methods) {
    if (!methods.contains(exchange.getRequestMethod())) {
      String allowed = String.join(", ", methods);
      String message = exchange.getRequestMethod() + " is not allowed here; use " + allowed;
      throw new RefusedException(
          Reply.error(405, "method_not_allowed", message).with("Allow", allowed));
    }
  }

  /** What the health check answers. */
  record Health(String status, List<String> tools) {}
}

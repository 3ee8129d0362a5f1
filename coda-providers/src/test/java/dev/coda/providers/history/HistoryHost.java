package dev.coda.providers.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * The host of four providers, which refuses what breaks their published rules and gives prepared
 * replies to the rest. Thread-safe.
 */
final class HistoryHost implements AutoCloseable {
  private static final Pattern GEMINI = Pattern.compile(".*/models/([^/:]+):.*");

  private final MockWebServer server = new MockWebServer();
  private final Protocol anthropic = new AnthropicProtocol();
  private final Protocol responses = new ResponsesProtocol();
  private final Protocol chat = new ChatProtocol();
  private final Protocol gemini = new GeminiProtocol();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final Supplier<HostReply> replies;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  HistoryHost(Supplier<HostReply> replies) throws IOException {
    this.replies = replies;
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.start();
  }

  String url(String path) {
    return server.url(path).toString();
  }

  /** What was refused, with the reason. */
  List<String> refusals() {
    return refusals;
  }

  /** Requests that were taken, in their order, without marks of what to keep. */
  List<JsonNode> requests() {
    return requests;
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    try {
      String path = String.valueOf(request.getUrl().encodedPath());
      JsonNode body = CodaJson.mapper().readTree(Objects.requireNonNull(request.getBody()).utf8());
      Matcher google = GEMINI.matcher(path);
      String model = google.matches() ? google.group(1) : body.path("model").asText();
      Protocol protocol = protocol(path);
      List<String> problems = protocol.problems(model, body);
      if (!problems.isEmpty()) {
        refusals.add(path + " refused " + problems + " in\n" + body.toPrettyString());
        return new MockResponse.Builder().code(400).body("{}").build();
      }
      requests.add(withoutMarks(body));
      return new MockResponse.Builder()
          .addHeader("Content-Type", "text/event-stream")
          .body(String.join("", protocol.frames(model, replies.get())))
          .build();
    } catch (IOException e) {
      refusals.add("not JSON: " + e.getMessage());
      return new MockResponse.Builder().code(400).body("{}").build();
    }
  }

  private static JsonNode withoutMarks(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("cache_control");
    }
    node.forEach(HistoryHost::withoutMarks);
    return node;
  }

  private Protocol protocol(String path) {
    if (path.endsWith("/messages")) {
      return anthropic;
    }
    if (path.endsWith("/responses")) {
      return responses;
    }
    return path.endsWith("/chat/completions") ? chat : gemini;
  }

  @Override
  public void close() {
    server.close();
  }
}

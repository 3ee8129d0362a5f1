package dev.coda.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.benchmarks.harness.StreamClient;
import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** Floor: OkHttp's lines and Jackson's trees, with a loop written by hand. Thread-safe. */
final class OkHttpModelClient implements StreamClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final MediaType TYPE = MediaType.get("application/json");
  private static final String DATA = "data: ";
  private static final String TOOLS =
      """
      [{"type":"function","function":{"name":"add","description":"Serves a benchmark.","parameters":
      {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},
      "required":["a","b"],"additionalProperties":false}}}]\
      """;

  private final OkHttpClient client = new OkHttpClient();
  private final String address;

  private OkHttpModelClient(String baseUrl) {
    this.address = baseUrl + "/chat/completions";
  }

  /** Makes such clients. Thread-safe. */
  public static final class Library implements Factory {
    @Override
    public StreamClient open(String baseUrl) {
      return new OkHttpModelClient(baseUrl);
    }
  }

  @Override
  public void stream(Consumer<String> token) throws IOException {
    post(
        Questions.PLAIN,
        delta -> {
          if (delta.hasNonNull("content")) {
            token.accept(delta.get("content").textValue());
          }
        });
  }

  @Override
  public String loop() throws IOException {
    ObjectNode request = JSON.createObjectNode().put("model", "gpt-5-mini").put("stream", true);
    ArrayNode messages = request.putArray("messages");
    messages.addObject().put("role", "user").put("content", Questions.TEXT);
    request.set("tools", JSON.readTree(TOOLS));
    while (true) {
      StringBuilder text = new StringBuilder();
      StringBuilder arguments = new StringBuilder();
      post(
          JSON.writeValueAsString(request),
          delta -> {
            if (delta.hasNonNull("content")) {
              text.append(delta.get("content").textValue());
            }
            arguments.append(
                delta.path("tool_calls").path(0).path("function").path("arguments").asText(""));
          });
      if (arguments.isEmpty()) {
        return text.toString();
      }
      JsonNode input = JSON.readTree(arguments.toString());
      ObjectNode call = messages.addObject().put("role", "assistant");
      ObjectNode asked = call.putArray("tool_calls").addObject();
      asked.put("id", "call_1").put("type", "function");
      asked.putObject("function").put("name", "add").put("arguments", arguments.toString());
      messages
          .addObject()
          .put("role", "tool")
          .put("tool_call_id", "call_1")
          .put("content", SmallTool.sum(input).asText());
    }
  }

  private void post(String body, Consumer<JsonNode> delta) throws IOException {
    Request request =
        new Request.Builder().url(address).post(RequestBody.create(body, TYPE)).build();
    try (Response response = client.newCall(request).execute()) {
      BufferedSource lines = response.body().source();
      for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
        if (line.startsWith(DATA) && !line.endsWith("[DONE]")) {
          JsonNode choice = JSON.readTree(line.substring(DATA.length())).path("choices").path(0);
          delta.accept(choice.path("delta"));
        }
      }
    }
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}

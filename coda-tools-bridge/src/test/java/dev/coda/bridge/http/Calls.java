package dev.coda.bridge.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Builds what the tests call with. */
public final class Calls {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Calls() {}

  public static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  public static ToolContext context() {
    return contextBuilder().build();
  }

  public static ToolContext.Builder contextBuilder() {
    return ToolContext.builder()
        .sessionId(new SessionId(UUID.randomUUID()))
        .runId(new RunId(UUID.randomUUID()))
        .callId(new CallId(UUID.randomUUID()));
  }

  /** A client that may reach these ports of this machine, and public addresses. */
  static HttpToolClient client(int... ports) {
    return HttpToolClient.builder().guard(loopback(ports)).build();
  }

  static AddressGuard loopback(int... ports) {
    return AddressGuard.allowing(
        Arrays.stream(ports).mapToObj(port -> "127.0.0.1:" + port).toList());
  }

  static HttpTool tool(HttpToolClient client, String method, String url) {
    return tool(client, method, url, spec -> spec, endpoint -> endpoint);
  }

  static HttpTool tool(
      HttpToolClient client,
      String method,
      String url,
      UnaryOperator<ToolSpec.Builder> spec,
      UnaryOperator<HttpEndpoint.Builder> endpoint) {
    ToolSpec.Builder described =
        ToolSpec.builder("probe").description("For tests.").timeout(Duration.ofSeconds(10));
    return HttpTool.create(
        spec.apply(described).build(),
        endpoint.apply(HttpEndpoint.builder(method, url)).build(),
        client);
  }

  /** A schema that promises an object. */
  static JsonNode object() {
    return json("{\"type\": \"object\"}");
  }
}

package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.core.TimeOrderedIds;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Our client as the conformance runner starts it: uses every tool of the server it is shown, and
 * signs its user in wherever one is wanted. The runner names the scenario in the environment, with
 * what the application knows of the server, such as its client id.
 */
final class ConformanceClient {
  private static final String SERVER = "scenario";
  private static final Map<String, String> ARGUMENTS =
      Map.of("scenario__add_numbers", "{\"a\": 5, \"b\": 3}");

  private ConformanceClient() {}

  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments[arguments.length - 1]);
    String scenario = Objects.requireNonNullElse(System.getenv("MCP_CONFORMANCE_SCENARIO"), "");
    String known = Objects.requireNonNullElse(System.getenv("MCP_CONFORMANCE_CONTEXT"), "{}");
    ConformanceUser user = new ConformanceUser(scenario.equals("auth/basic-cimd"));
    try (McpTools tools =
        McpTools.builder(config(url, CodaJson.mapper().readTree(known)).toString())
            .elicitation(question -> Optional.of(JsonNodeFactory.instance.objectNode()))
            .tokens(user.tokens())
            .connect()) {
      if (tools.protectedServer(SERVER).isPresent()) {
        user.signIn(tools, SERVER);
      }
      if (tools.tools().isEmpty() && scenario.startsWith("auth/")) {
        throw new IllegalStateException("no tools: " + tools.servers());
      }
      for (Tool tool : tools.tools()) {
        use(tools, tool, user);
      }
    }
  }

  private static void use(McpTools tools, Tool tool, ConformanceUser user) throws Exception {
    JsonNode input = CodaJson.mapper().readTree(ARGUMENTS.getOrDefault(tool.spec().name(), "{}"));
    ToolResult result = tool.execute(input, context());
    if (result.failure() == FailureKind.AUTH_REQUIRED) {
      user.signIn(tools, SERVER);
      result = tool.execute(input, context());
    }
    System.out.println(result);
    if (!result.isOk()) {
      throw new IllegalStateException(tool.spec().name() + ": " + result.message());
    }
  }

  private static JsonNode config(URI url, JsonNode known) {
    ObjectNode server = CodaJson.mapper().createObjectNode();
    server.put("url", url.toString()).put("permission", "allow");
    server.putArray("allowedAddresses").add("127.0.0.1").add("::1");
    if (known.has("client_id")) {
      server
          .putObject("oauth")
          .put("clientId", known.path("client_id").asText())
          .put("clientSecret", known.path("client_secret").textValue());
    }
    ObjectNode config = CodaJson.mapper().createObjectNode();
    config.putObject("mcpServers").set(SERVER, server);
    return config;
  }

  private static ToolContext context() {
    TimeOrderedIds ids = new TimeOrderedIds();
    return ToolContext.builder()
        .sessionId(SessionId.next(ids))
        .runId(RunId.next(ids))
        .callId(CallId.next(ids))
        .userId(ConformanceUser.ID)
        .build();
  }
}

package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.core.TimeOrderedIds;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Our client as the conformance runner starts it: uses every tool of the server it is shown. */
final class ConformanceClient {
  private static final Map<String, String> ARGUMENTS =
      Map.of("scenario__add_numbers", "{\"a\": 5, \"b\": 3}");

  private ConformanceClient() {}

  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments[arguments.length - 1]);
    ObjectNode server = CodaJson.mapper().createObjectNode();
    server.put("url", url.toString()).put("permission", "allow");
    server.putArray("allowedAddresses").add("127.0.0.1").add("::1");
    ObjectNode config = CodaJson.mapper().createObjectNode();
    config.putObject("mcpServers").set("scenario", server);
    try (McpTools tools =
        McpTools.builder(config.toString())
            .elicitation(question -> Optional.of(JsonNodeFactory.instance.objectNode()))
            .connect()) {
      for (Tool tool : tools.tools()) {
        String input = ARGUMENTS.getOrDefault(tool.spec().name(), "{}");
        System.out.println(tool.execute(CodaJson.mapper().readTree(input), context()));
      }
    }
  }

  private static ToolContext context() {
    TimeOrderedIds ids = new TimeOrderedIds();
    return ToolContext.builder()
        .sessionId(SessionId.next(ids))
        .runId(RunId.next(ids))
        .callId(CallId.next(ids))
        .build();
  }
}

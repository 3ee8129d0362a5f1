package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolOrigin;
import dev.coda.api.tool.ToolSpec;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes a server's resources and prompts reachable as read-only tools: one to list them, one to get
 * one. A tool of the server that has one of these names replaces it.
 */
final class CatalogTools {
  private static final String NOTHING = "{\"type\":\"object\",\"properties\":{}}";
  private static final String URI =
      """
      {"type": "object", "required": ["uri"], "properties": {
        "uri": {"type": "string", "description": "As list_resources names it."}}}
      """;
  private static final String PROMPT =
      """
      {"type": "object", "required": ["name"], "properties": {
        "name": {"type": "string", "description": "As list_prompts names it."},
        "arguments": {"type": "object", "additionalProperties": {"type": "string"}}}}
      """;

  private final ServerEntry entry;
  private final ToolCaller caller;
  private final ToolNames names;

  CatalogTools(ServerEntry entry, ToolCaller caller, ToolNames names) {
    this.entry = entry;
    this.caller = caller;
    this.names = names;
  }

  List<Tool> of(McpSchema.ServerCapabilities capabilities, List<McpSchema.Tool> listed) {
    Set<String> taken = listed.stream().map(McpSchema.Tool::name).collect(Collectors.toSet());
    List<@Nullable Tool> tools = new ArrayList<>();
    if (capabilities.resources() != null) {
      tools.add(
          tool(
              taken,
              "list_resources",
              "Lists the resources",
              NOTHING,
              (client, input) ->
                  client.listResources().zipWith(templates(client), CatalogTools::both)));
      tools.add(
          tool(
              taken,
              "read_resource",
              "Reads one of the resources",
              URI,
              (client, input) ->
                  client.readResource(
                      McpSchema.ReadResourceRequest.builder(input.path("uri").asText()).build())));
    }
    if (capabilities.prompts() != null) {
      tools.add(
          tool(
              taken,
              "list_prompts",
              "Lists the prompts",
              NOTHING,
              (client, input) -> client.listPrompts()));
      tools.add(
          tool(
              taken,
              "get_prompt",
              "Fills in one of the prompts",
              PROMPT,
              (client, input) ->
                  client.getPrompt(
                      McpSchema.GetPromptRequest.builder(input.path("name").asText())
                          .arguments(arguments(input))
                          .build())));
    }
    return tools.stream().flatMap(Stream::ofNullable).toList();
  }

  private @Nullable Tool tool(
      Set<String> taken,
      String tool,
      String what,
      String schema,
      BiFunction<McpAsyncClient, JsonNode, Mono<?>> request) {
    if (taken.contains(tool)) {
      return null;
    }
    String name = names.of(tool);
    ToolSpec spec =
        ToolSpec.builder(name)
            .origin(ToolOrigin.MCP)
            .description(what + " that the server '" + entry.name() + "' offers.")
            .inputSchema(schema)
            .readOnly(true)
            .permission(entry.rules().of(tool, null))
            .timeout(entry.timeout())
            .build();
    return Tool.of(
        spec,
        (input, context) -> caller.ask(name, client -> request.apply(client, input), context));
  }

  /** Many servers with resources do not support templates. */
  private static Mono<McpSchema.ListResourceTemplatesResult> templates(McpAsyncClient client) {
    return client
        .listResourceTemplates()
        .onErrorReturn(
            CatalogTools::isUnknownMethod,
            McpSchema.ListResourceTemplatesResult.builder(List.of()).build());
  }

  private static boolean isUnknownMethod(Throwable failure) {
    return failure instanceof McpError error
        && error.getJsonRpcError() != null
        && error.getJsonRpcError().code() == ToolCaller.METHOD_NOT_FOUND;
  }

  private static Map<String, Object> both(
      McpSchema.ListResourcesResult resources, McpSchema.ListResourceTemplatesResult templates) {
    return Map.of(
        "resources", resources.resources(), "resource_templates", templates.resourceTemplates());
  }

  private static Map<String, Object> arguments(JsonNode input) {
    return input.has("arguments") ? JsonMaps.of(input.path("arguments")) : Map.of();
  }
}

package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An MCP server over pipes whose only tool asks the user something and returns the answer. */
public final class AskingServer {
  private static final String INITIALIZED =
      """
      {"protocolVersion": "2025-11-25", "serverInfo": {"name": "asking", "version": "1"},
       "capabilities": {"tools": {}}}
      """;
  private static final String LISTED =
      """
      {"tools": [{"name": "book", "inputSchema": {"type": "object"}}]}
      """;
  private static final String QUESTION =
      """
      {"jsonrpc": "2.0", "id": "q", "method": "elicitation/create", "params": {"mode": "form",
       "message": "Which table?", "requestedSchema": {"type": "object", "required": ["table"],
         "properties": {"table": {"type": "integer"}}}}}
      """;

  private AskingServer() {}

  /** Returns the configuration that starts it. */
  public static String config() {
    ObjectNode config = CodaJson.mapper().createObjectNode();
    ObjectNode server = config.putObject("mcpServers").putObject("asking");
    server.put("command", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    server
        .putArray("args")
        .add("-XX:TieredStopAtLevel=1")
        .add("-cp")
        .add(System.getProperty("java.class.path"))
        .add(AskingServer.class.getName());
    server.put("permission", "allow");
    return config.toString();
  }

  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    JsonNode asking = CodaJson.mapper().nullNode();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode message = CodaJson.mapper().readTree(line);
      JsonNode id = message.path("id");
      switch (message.path("method").asText()) {
        case "initialize" -> answer(id, CodaJson.mapper().readTree(INITIALIZED));
        case "tools/list" -> answer(id, CodaJson.mapper().readTree(LISTED));
        case "tools/call" -> {
          asking = id;
          System.out.println(CodaJson.mapper().readTree(QUESTION));
        }
        case "" -> say(asking, message.path("result"));
        default -> {}
      }
    }
  }

  private static void say(JsonNode id, JsonNode told) {
    ObjectNode result = CodaJson.mapper().createObjectNode();
    result.putArray("content").addObject().put("type", "text").put("text", told.toString());
    answer(id, result);
  }

  private static void answer(JsonNode id, JsonNode result) {
    ObjectNode message = CodaJson.mapper().createObjectNode().put("jsonrpc", "2.0");
    message.set("id", id);
    message.set("result", result);
    System.out.println(message);
  }
}

package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An MCP server over pipes, as a process of its own, whose tools misbehave on request. */
final class FakeServer {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final List<String> tools =
      new ArrayList<>(
          List.of(
              "names",
              "hang",
              "cancelled",
              "grow",
              "ask",
              "huge",
              "large",
              "junk",
              "spawn",
              "exit",
              "fail",
              "error",
              "flood",
              "endless",
              "lists",
              "errortext",
              "errorempty",
              "resultnull",
              "neither",
              "badcontent"));
  private final List<String> cancelled = new ArrayList<>();
  private int lists;
  private boolean endless;
  private @Nullable JsonNode asking;

  private FakeServer() {}

  /** Returns the configuration that starts it; {@code more} are further fields of the server. */
  static String config(String more) {
    ObjectNode config = CodaJson.mapper().createObjectNode();
    ObjectNode server = config.putObject("mcpServers").putObject("fake");
    server.put("command", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    server
        .putArray("args")
        .add("-XX:TieredStopAtLevel=1")
        .add("-cp")
        .add(System.getProperty("java.class.path"))
        .add(FakeServer.class.getName());
    try {
      server.setAll((ObjectNode) CodaJson.mapper().readTree(more));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
    return config.toString();
  }

  public static void main(String[] arguments) throws Exception {
    FakeServer server = new FakeServer();
    System.err.println("fake server " + "x".repeat(100_000));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      server.receive(CodaJson.mapper().readTree(line));
    }
  }

  private void receive(JsonNode message) throws Exception {
    JsonNode id = message.path("id");
    switch (message.path("method").asText()) {
      case "initialize" ->
          answer(
              id,
              """
              {"protocolVersion": "2025-11-25", "serverInfo": {"name": "fake", "version": "1"},
               "capabilities": {"tools": {"listChanged": true}, "resources": {}}}
              """);
      case "tools/list" -> list(id);
      case "tools/call" -> call(id, message.at("/params/name").asText());
      case "notifications/cancelled" -> cancelled.add(message.at("/params/requestId").asText());
      case "resources/list" ->
          answer(id, "{\"resources\": [{\"uri\": \"file:///a.txt\", \"name\": \"a\"}]}");
      case "resources/templates/list" ->
          reply(id, "\"error\":{\"code\":-32601,\"message\":\"Method not found\"}");
      case "" -> answered(message);
      default -> {}
    }
  }

  private void list(JsonNode id) throws IOException {
    ObjectNode result = CodaJson.mapper().createObjectNode();
    lists++;
    if (endless) {
      result.put("nextCursor", "page" + lists);
    }
    for (String tool : tools) {
      ObjectNode listed = result.withArray("tools").addObject().put("name", tool);
      listed.putObject("inputSchema").put("type", "object");
      listed
          .putObject("annotations")
          .put("destructiveHint", tool.equals("exit"))
          .put("readOnlyHint", tool.equals("names"))
          .put("idempotentHint", tool.equals("names"));
    }
    answer(id, result.toString());
  }

  private void call(JsonNode id, String tool) throws Exception {
    switch (tool) {
      case "names" -> say(id, String.join(",", System.getenv().keySet()));
      case "cancelled" -> say(id, String.join(",", cancelled));
      case "grow" -> {
        tools.add("grown");
        announce();
        say(id, "grown");
      }
      case "flood" -> {
        for (int i = 0; i < 500; i++) {
          announce();
        }
        say(id, "announced");
      }
      case "endless" -> {
        endless = true;
        tools.add("grown");
        announce();
        say(id, "announced");
      }
      case "lists" -> say(id, Integer.toString(lists));
      case "ask" -> {
        asking = id;
        send(
            """
            {"jsonrpc":"2.0","id":"q","method":"elicitation/create","params":{"mode":"form",
             "message":"Your name?","requestedSchema":{"type":"object",
             "properties":{"name":{"type":"string"}}}}}
            """
                .replace("\n", ""));
      }
      case "huge" -> say(id, "x".repeat(20_000_000));
      case "large" -> say(id, "x".repeat(1_100_000));
      case "junk" -> {
        OUT.println("Listening …\n\n{\"half\": ");
        say(id, "still here");
      }
      case "spawn" -> say(id, Long.toString(spawn().pid()));
      case "exit" -> Runtime.getRuntime().halt(3);
      case "fail" ->
          answer(
              id,
              "{\"isError\": true, \"content\": [{\"type\": \"text\", \"text\": \"no\\nway\"}]}");
      case "error" -> reply(id, "\"error\":{\"code\":-32602,\"message\":\"bad\"}");
      case "errortext" -> reply(id, "\"error\":\"boom\"");
      case "errorempty" -> reply(id, "\"error\":{\"code\":-32000}");
      case "resultnull" -> reply(id, "\"result\":null");
      case "neither" -> reply(id, "\"meta\":{}");
      case "badcontent" -> reply(id, "\"result\":{\"content\":\"text\"}");
      default -> {}
    }
  }

  private static void announce() {
    send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
  }

  private void answered(JsonNode message) throws IOException {
    if (asking != null) {
      say(asking, message.path("result").toString());
      asking = null;
    }
  }

  private static Process spawn() throws IOException {
    ProcessBuilder sleep = new ProcessBuilder("sleep", "600");
    return sleep.start();
  }

  private static void say(JsonNode id, String text) throws IOException {
    ObjectNode result = CodaJson.mapper().createObjectNode();
    result.withArray("content").addObject().setAll(texts(Map.of("type", "text", "text", text)));
    answer(id, result.toString());
  }

  private static ObjectNode texts(Map<String, String> fields) {
    ObjectNode object = CodaJson.mapper().createObjectNode();
    fields.forEach(object::put);
    return object;
  }

  private static void answer(JsonNode id, String result) throws IOException {
    ObjectNode message = CodaJson.mapper().createObjectNode().put("jsonrpc", "2.0");
    message.set("id", id);
    message.set("result", CodaJson.mapper().readTree(result));
    send(message.toString());
  }

  private static void reply(JsonNode id, String field) {
    send("{\"jsonrpc\":\"2.0\",\"id\":%s,%s}".formatted(id, field));
  }

  private static void send(String line) {
    OUT.println(line);
  }
}

package dev.coda.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** An MCP server as anybody might write one, in any language: it counts the days to a date. */
final class ClockServer {
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("from", Map.of("type", "string"), "to", Map.of("type", "string")));

  private ClockServer() {}

  public static void main(String[] arguments) {
    McpJsonMapper json = new JacksonMcpJsonMapper(new ObjectMapper());
    Tool days =
        Tool.builder("days_between", SCHEMA)
            .description("Counts the days from one date to another.")
            .annotations(ToolAnnotations.builder().readOnlyHint(true).build())
            .build();
    // It lives until its standard input ends.
    McpServer.sync(new StdioServerTransportProvider(json))
        .serverInfo("clock", "1.0")
        .toolCall(days, (exchange, request) -> answer(request.arguments()))
        .build();
  }

  private static CallToolResult answer(Map<String, Object> dates) {
    LocalDate from = LocalDate.parse(String.valueOf(dates.get("from")));
    LocalDate to = LocalDate.parse(String.valueOf(dates.get("to")));
    return CallToolResult.builder()
        .addTextContent(ChronoUnit.DAYS.between(from, to) + " days")
        .build();
  }
}

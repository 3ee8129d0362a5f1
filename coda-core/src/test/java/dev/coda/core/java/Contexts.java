package dev.coda.core.java;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import java.util.UUID;

/** Calls tools without an agent. */
final class Contexts {
  private Contexts() {}

  static ToolContext.Builder context() {
    return ToolContext.builder()
        .sessionId(new SessionId(UUID.randomUUID()))
        .runId(new RunId(UUID.randomUUID()))
        .callId(new CallId(UUID.randomUUID()));
  }

  static ToolResult call(Tool tool, String input) throws Exception {
    return tool.execute(json(input), context().build());
  }

  static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

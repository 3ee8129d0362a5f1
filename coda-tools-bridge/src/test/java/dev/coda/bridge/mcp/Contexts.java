package dev.coda.bridge.mcp;

import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import java.util.Objects;
import java.util.UUID;

/** Contexts of calls that no run makes, and what such calls say. */
final class Contexts {
  private Contexts() {}

  static ToolContext any() {
    return builder().build();
  }

  static String said(ToolResult result) {
    return Objects.requireNonNull(result.output(), result.toString()).asText();
  }

  static ToolContext.Builder builder() {
    return ToolContext.builder()
        .sessionId(new SessionId(UUID.randomUUID()))
        .runId(new RunId(UUID.randomUUID()))
        .callId(new CallId(UUID.randomUUID()));
  }
}

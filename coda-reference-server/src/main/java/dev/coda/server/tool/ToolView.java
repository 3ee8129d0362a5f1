package dev.coda.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolOrigin;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import org.jspecify.annotations.Nullable;

/** A tool in the API. Immutable. */
public record ToolView(
    String name,
    String description,
    ToolOrigin source,
    JsonNode inputSchema,
    @Nullable JsonNode outputSchema,
    ToolPermission permission,
    boolean readOnly,
    boolean idempotent) {

  static ToolView of(Tool tool) {
    ToolSpec spec = tool.spec();
    return new ToolView(
        spec.name(),
        spec.description(),
        spec.origin(),
        spec.inputSchema(),
        spec.outputSchema().orElse(null),
        spec.permission(),
        spec.readOnly(),
        spec.idempotent());
  }
}

package dev.coda.bridge.mcp;

import dev.coda.api.tool.ToolPermission;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server's tools may run without asking. The server's hints can only make this
 * stricter, unless the operator trusts them.
 *
 * @param permission for tools that are not named; null if the operator set none
 * @param byTool for single tools, by the server's names; these override everything else
 * @param trustHints whether the hints read-only and idempotent are believed, so that a read-only
 *     tool may run without asking
 */
record ToolRules(
    @Nullable ToolPermission permission, Map<String, ToolPermission> byTool, boolean trustHints) {
  ToolRules {
    byTool = Map.copyOf(byTool);
  }

  ToolPermission of(String tool, McpSchema.@Nullable ToolAnnotations hints) {
    ToolPermission named = byTool.get(tool);
    if (named != null) {
      return named;
    }
    if (permission == null) {
      boolean harmless = hints != null && Boolean.TRUE.equals(hints.readOnlyHint());
      return trustHints && harmless ? ToolPermission.ALLOW : ToolPermission.ASK;
    }
    boolean destroys = hints != null && Boolean.TRUE.equals(hints.destructiveHint());
    return destroys ? permission.stricter(ToolPermission.ASK) : permission;
  }
}

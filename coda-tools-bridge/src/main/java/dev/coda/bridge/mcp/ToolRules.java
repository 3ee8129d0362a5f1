package dev.coda.bridge.mcp;

import dev.coda.api.tool.ToolPermission;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server's tools may run without asking. What a server says of itself can only
 * make this stricter, unless the operator trusts it.
 *
 * @param permission for tools that are not named; null where the operator said nothing
 * @param byTool for single tools, by the server's own names; the last word
 * @param trustHints whether a tool that calls itself read-only or idempotent is taken for that, and
 *     a read-only one may run without asking
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

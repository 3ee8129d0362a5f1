package dev.coda.api.session;

import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import org.jspecify.annotations.Nullable;

/**
 * A user's permanent decision about a tool. Immutable.
 *
 * @param toolName the name of the tool
 * @param permission the permission of the tool
 * @param fingerprint the {@link dev.coda.api.tool.ToolSpec#fingerprint} of the tool when the user
 *     decided. An {@code ALLOW} does not apply to a tool with another fingerprint; with null it
 *     applies to no tool
 */
public record ToolSetting(
    String toolName, ToolPermission permission, @Nullable String fingerprint) {

  /**
   * {@return the permission for the tool as it is now: a tool that has changed needs approval}
   *
   * @param tool the description of the tool
   */
  public ToolPermission permissionFor(ToolSpec tool) {
    return permission == ToolPermission.ALLOW && !tool.fingerprint().equals(fingerprint)
        ? ToolPermission.ASK
        : permission;
  }
}

package dev.coda.api.session;

import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a user said once and for all about a tool. Immutable.
 *
 * @param toolName the name of the tool
 * @param permission what holds for the tool
 * @param fingerprint of the tool as the user knew it, {@link
 *     dev.coda.api.tool.ToolSpec#fingerprint}: an {@code ALLOW} does not hold for one that has
 *     changed since; null holds for none
 */
public record ToolSetting(
    String toolName, ToolPermission permission, @Nullable String fingerprint) {

  /**
   * {@return what holds for the tool as it is now: one that has changed is asked about}
   *
   * @param tool the description of the tool
   */
  public ToolPermission permissionFor(ToolSpec tool) {
    return permission == ToolPermission.ALLOW && !tool.fingerprint().equals(fingerprint)
        ? ToolPermission.ASK
        : permission;
  }
}

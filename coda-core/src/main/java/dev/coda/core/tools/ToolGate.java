package dev.coda.core.tools;

import dev.coda.api.id.UserId;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.store.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes for one run what its tools may do: a tool's own word, replaced by what the user has
 * decided permanently, made stricter by what the request says. A tool that denies itself stays
 * denied. Thread-safe.
 */
public final class ToolGate {
  private final ToolPermissionStore store;
  private final UserId user;
  private final Map<String, ToolPermission> request;
  private final Duration approvalTime;
  private final Patience patience;

  private ToolGate(
      ToolPermissionStore store,
      UserId user,
      Map<String, ToolPermission> request,
      Duration approvalTime,
      Patience patience) {
    this.store = store;
    this.user = user;
    this.request = Map.copyOf(request);
    this.approvalTime = approvalTime;
    this.patience = patience;
  }

  /**
   * Opens the gate for a run of this user.
   *
   * @param store where users keep what they said about tools
   * @param user the user
   * @param request permissions by tool, which only make stricter
   * @param approvalTime how long people may take to decide
   * @param patience for how long to wait for a store that is unavailable
   * @return the gate
   */
  public static ToolGate of(
      ToolPermissionStore store,
      UserId user,
      Map<String, ToolPermission> request,
      Duration approvalTime,
      Patience patience) {
    return new ToolGate(store, user, request, approvalTime, patience);
  }

  /** {@return how long people may take to decide} */
  public Duration approvalTime() {
    return approvalTime;
  }

  /**
   * Reads the user's settings of this moment, and returns what holds for a tool.
   *
   * @return what holds for each tool
   */
  public Function<RegisteredTool, ToolPermission> permissions() {
    List<ToolSetting> listed = patience.insist(() -> store.list(user));
    if (listed.isEmpty()) {
      return tool -> permission(tool, null);
    }
    Map<String, ToolSetting> settings = new HashMap<>();
    for (ToolSetting setting : listed) {
      settings.put(setting.toolName(), setting);
    }
    return tool -> permission(tool, settings.get(tool.spec().name()));
  }

  private ToolPermission permission(RegisteredTool tool, @Nullable ToolSetting setting) {
    ToolPermission own = tool.spec().permission();
    if (own == ToolPermission.DENY) {
      return own;
    }
    ToolPermission holds = setting == null ? own : setting.permissionFor(tool.spec());
    return holds.stricter(request.getOrDefault(tool.spec().name(), ToolPermission.ALLOW));
  }
}

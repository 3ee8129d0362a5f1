package dev.coda.core.tools;

import dev.coda.api.id.UserId;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.store.StoreRetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of the tools in one run: a tool's default, replaced by the user's permanent
 * decision, and made stricter by the request. A tool whose default is {@code DENY} stays denied.
 * Thread-safe.
 */
public final class ToolGate {
  private final ToolPermissionStore store;
  private final UserId user;
  private final Map<String, ToolPermission> request;
  private final Duration approvalTime;
  private final StoreRetry storeRetry;

  private ToolGate(
      ToolPermissionStore store,
      UserId user,
      Map<String, ToolPermission> request,
      Duration approvalTime,
      StoreRetry storeRetry) {
    this.store = store;
    this.user = user;
    this.request = Map.copyOf(request);
    this.approvalTime = approvalTime;
    this.storeRetry = storeRetry;
  }

  /**
   * Creates the gate of a run of this user.
   *
   * @param store the store of users' decisions about tools
   * @param user the user
   * @param request permissions by tool, which can only be stricter
   * @param approvalTime the time that people have to decide
   * @param storeRetry repeats calls of a store that is unavailable
   * @return the gate
   */
  public static ToolGate of(
      ToolPermissionStore store,
      UserId user,
      Map<String, ToolPermission> request,
      Duration approvalTime,
      StoreRetry storeRetry) {
    return new ToolGate(store, user, request, approvalTime, storeRetry);
  }

  /** {@return the time that people have to decide} */
  public Duration approvalTime() {
    return approvalTime;
  }

  /**
   * Reads the user's present settings, and returns the permission of a tool.
   *
   * @return the permission of each tool
   */
  public Function<RegisteredTool, ToolPermission> permissions() {
    List<ToolSetting> listed = storeRetry.call(() -> store.list(user));
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

package dev.coda.core.tools;

import dev.coda.api.id.UserId;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.store.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says for one run what its tools may do: a tool's own word, replaced by what the user said for
 * good, made stricter by what the request says. A tool that denies itself stays denied.
 * Thread-safe.
 */
public final class ToolGate {
  private final ToolPermissionStore store;
  private final UserId user;
  private final Map<String, ToolPermission> request;
  private final Duration approvalTime;

  private ToolGate(
      ToolPermissionStore store,
      UserId user,
      Map<String, ToolPermission> request,
      Duration approvalTime) {
    this.store = store;
    this.user = user;
    this.request = Map.copyOf(request);
    this.approvalTime = approvalTime;
  }

  /**
   * Opens the gate for a run of this user.
   *
   * @param request permissions by tool, which only make stricter
   * @param approvalTime how long people may take to decide
   */
  public static ToolGate of(
      ToolPermissionStore store,
      UserId user,
      Map<String, ToolPermission> request,
      Duration approvalTime) {
    return new ToolGate(store, user, request, approvalTime);
  }

  /** Returns how long people may take to decide. */
  public Duration approvalTime() {
    return approvalTime;
  }

  /** Reads the user's settings of this moment, and returns what holds for a tool. */
  public Function<RegisteredTool, ToolPermission> permissions() {
    List<ToolSetting> list = Patience.standard().insist(() -> store.list(user));
    Map<String, ToolSetting> settings =
        list.isEmpty()
            ? Map.of()
            : list.stream().collect(Collectors.toMap(ToolSetting::toolName, setting -> setting));
    return tool -> permission(tool, settings);
  }

  private ToolPermission permission(RegisteredTool tool, Map<String, ToolSetting> settings) {
    String name = tool.spec().name();
    ToolPermission own = tool.spec().permission();
    ToolSetting setting = settings.get(name);
    if (own == ToolPermission.DENY) {
      return own;
    }
    ToolPermission holds = setting == null ? own : setting.permissionFor(tool.spec());
    return holds.stricter(request.getOrDefault(name, ToolPermission.ALLOW));
  }
}

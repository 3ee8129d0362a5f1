package dev.coda.server.settings;

import dev.coda.api.agent.Agent;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What users allow tools permanently. Thread-safe. */
@Singleton
class ToolSettings {
  private final Agent agent;
  private final ToolPermissionStore store;

  ToolSettings(Agent agent, Stores stores) {
    this.agent = agent;
    this.store = stores.toolPermissions();
  }

  Map<String, ToolPermission> permissions(UserId user) {
    Map<String, ToolPermission> permissions = new LinkedHashMap<>();
    store.list(user).forEach(setting -> permissions.put(setting.toolName(), setting.permission()));
    return permissions;
  }

  /** Sets all of these or, if one names no tool, none; empty forgets. */
  void update(UserId user, Map<String, Optional<ToolPermission>> changes) {
    Map<String, Optional<ToolSetting>> settings = new LinkedHashMap<>();
    changes.forEach(
        (name, change) -> settings.put(name, change.map(permission -> setting(name, permission))));
    settings.forEach((name, setting) ->
        setting.ifPresentOrElse(known -> store.put(user, known), () -> store.remove(user, name)));
  }

  /** What is allowed is the tool as it is now: one that changes later asks again. */
  private ToolSetting setting(String name, ToolPermission permission) {
    Tool tool =
        agent.tools().stream()
            .filter(known -> known.spec().name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                ProblemException.invalid(
                    "preferences.tool_permissions." + name, "names a tool that does not exist"));
    return new ToolSetting(name, permission, tool.spec().fingerprint());
  }
}

package dev.coda.core.store;

import dev.coda.api.id.UserId;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.session.ToolSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Stores users' decisions about tools in memory. Thread-safe. */
final class InMemoryToolPermissionStore implements ToolPermissionStore {
  private final Map<UserId, Map<String, ToolSetting>> settings = new ConcurrentHashMap<>();

  @Override
  public Optional<ToolSetting> find(UserId user, String toolName) {
    return Optional.ofNullable(settings.getOrDefault(user, Map.of()).get(toolName));
  }

  @Override
  public List<ToolSetting> list(UserId user) {
    return List.copyOf(settings.getOrDefault(user, Map.of()).values());
  }

  @Override
  public void put(UserId user, ToolSetting setting) {
    settings
        .computeIfAbsent(user, id -> new ConcurrentSkipListMap<>())
        .put(setting.toolName(), setting);
  }

  @Override
  public boolean remove(UserId user, String toolName) {
    Map<String, ToolSetting> own = settings.get(user);
    return own != null && own.remove(toolName) != null;
  }
}

package dev.coda.server.settings;

import dev.coda.api.tool.ToolPermission;
import dev.coda.server.key.ApiKeyView;
import java.util.List;
import java.util.Map;

/** A user's settings as clients see them. Immutable. */
public record SettingsView(Preferences preferences, List<ApiKeyView> apiKeys) {
  /** Copies the list. */
  public SettingsView {
    apiKeys = List.copyOf(apiKeys);
  }

  /**
   * What the user likes. Immutable.
   *
   * @param toolPermissions by the tools' names; a tool that is not there follows its own default
   */
  public record Preferences(Map<String, ToolPermission> toolPermissions) {
    /** Copies the map. */
    public Preferences {
      toolPermissions = Map.copyOf(toolPermissions);
    }
  }
}

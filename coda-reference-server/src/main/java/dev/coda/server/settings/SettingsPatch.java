package dev.coda.server.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.tool.ToolPermission;
import dev.coda.server.http.ProblemException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a JSON merge patch (RFC 7396) of the settings: null forgets what was set. */
final class SettingsPatch {
  private static final String PREFERENCES = "preferences";
  private static final String TOOLS = PREFERENCES + ".tool_permissions";

  private SettingsPatch() {}

  /** Returns the new permission of each tool in the patch; empty to forget it. */
  static Map<String, Optional<ToolPermission>> read(ObjectNode patch) {
    Map<String, Optional<ToolPermission>> changes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      only(PREFERENCES, field.getKey());
      readPreferences(object(PREFERENCES, field.getValue()), changes);
    }
    return changes;
  }

  private static void readPreferences(
      ObjectNode preferences, Map<String, Optional<ToolPermission>> changes) {
    for (Map.Entry<String, JsonNode> preference : preferences.properties()) {
      only(TOOLS, PREFERENCES + "." + preference.getKey());
      object(TOOLS, preference.getValue())
          .properties()
          .forEach(tool -> changes.put(tool.getKey(), permission(tool.getKey(), tool.getValue())));
    }
  }

  private static void only(String known, String given) {
    if (!known.equals(given)) {
      throw ProblemException.invalid(given, "is unknown or cannot be changed");
    }
  }

  private static ObjectNode object(String path, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw ProblemException.invalid(path, "must be an object");
  }

  private static Optional<ToolPermission> permission(String tool, JsonNode value) {
    if (value.isNull()) {
      return Optional.empty();
    }
    for (ToolPermission permission : ToolPermission.values()) {
      if (permission.name().toLowerCase(Locale.ROOT).equals(value.textValue())) {
        return Optional.of(permission);
      }
    }
    throw ProblemException.invalid(TOOLS + "." + tool, "must be allow, ask, deny or null");
  }
}

package dev.coda.server.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.tool.ToolPermission;
import dev.coda.server.http.FieldError;
import dev.coda.server.http.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON merge patch (RFC 7396) of the settings: null removes what was set, at every depth.
 */
final class SettingsPatch {
  private static final String PREFERENCES = "preferences";
  private static final String TOOLS = "tool_permissions";

  private SettingsPatch() {}

  /**
   * Returns the new permission of each tool that the patch changes; empty to remove it.
   *
   * @param current the tools that have a permission now
   */
  static Map<String, Optional<ToolPermission>> read(ObjectNode patch, Set<String> current) {
    Map<String, Optional<ToolPermission>> changes = new LinkedHashMap<>();
    JsonNode preferences = only(patch, "", PREFERENCES);
    String place = PREFERENCES;
    JsonNode tools = preferences;
    if (preferences instanceof ObjectNode members) {
      tools = only(members, PREFERENCES + ".", TOOLS);
      place = PREFERENCES + "." + TOOLS;
    }
    if (tools == null) {
      return changes;
    }
    if (tools.isNull()) {
      current.forEach(tool -> changes.put(tool, Optional.empty()));
    } else if (tools.isObject()) {
      for (Map.Entry<String, JsonNode> tool : tools.properties()) {
        changes.put(tool.getKey(), permission(place + "." + tool.getKey(), tool.getValue()));
      }
    } else {
      throw ProblemException.invalid(place, "must be an object");
    }
    return changes;
  }

  /** Returns the one member that an object may have; null if it is not there. */
  private static @Nullable JsonNode only(ObjectNode object, String place, String name) {
    List<FieldError> unknown =
        object.properties().stream()
            .filter(member -> !member.getKey().equals(name))
            .map(member ->
                new FieldError(place + member.getKey(), "is unknown or cannot be changed"))
            .toList();
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(unknown);
    }
    return object.get(name);
  }

  private static Optional<ToolPermission> permission(String place, JsonNode value) {
    if (value.isNull()) {
      return Optional.empty();
    }
    for (ToolPermission permission : ToolPermission.values()) {
      if (permission.name().toLowerCase(Locale.ROOT).equals(value.textValue())) {
        return Optional.of(permission);
      }
    }
    throw ProblemException.invalid(place, "must be allow, ask, deny or null");
  }
}

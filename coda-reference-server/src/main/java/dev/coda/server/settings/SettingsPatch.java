package dev.coda.server.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.session.SessionLimits;
import dev.coda.api.tool.ToolPermission;
import dev.coda.server.http.FieldError;
import dev.coda.server.http.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON merge patch (RFC 7396) of the settings: null removes what was set, at every depth.
 * Immutable.
 *
 * @param tools the new permission of each tool that the patch changes; empty to remove it
 * @param preferences the other members that it changes; null to remove one
 */
record SettingsPatch(Map<String, Optional<ToolPermission>> tools, ObjectNode preferences) {
  static final String PREFERENCES = "preferences";
  static final String DEFAULT_PROVIDER = "default_provider";
  static final String DEFAULT_MODEL = "default_model";

  private static final String BUDGET = "monthly_budget_usd";
  private static final Pattern MONEY = Pattern.compile("\\d{1,9}(\\.\\d{1,10})?");
  private static final String TOOLS = "tool_permissions";
  private static final Set<String> THEMES = Set.of("light", "dark", "system");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
  private static final List<String> PLAIN =
      List.of("theme", "language", DEFAULT_PROVIDER, DEFAULT_MODEL, BUDGET);
  private static final List<String> MEMBERS =
      Stream.concat(PLAIN.stream(), Stream.of(TOOLS)).toList();

  /**
   * Reads a patch.
   *
   * @param current the tools that have a permission now
   */
  static SettingsPatch read(ObjectNode patch, Set<String> current) {
    refuseOthers(patch, "", List.of(PREFERENCES));
    SettingsPatch read =
        new SettingsPatch(new LinkedHashMap<>(), JsonNodeFactory.instance.objectNode());
    JsonNode preferences = patch.get(PREFERENCES);
    if (preferences == null) {
      return read;
    }
    if (preferences.isNull()) {
      PLAIN.forEach(read.preferences::putNull);
      read.readTools(preferences, current);
      return read;
    }
    if (!(preferences instanceof ObjectNode members)) {
      throw ProblemException.invalid(PREFERENCES, "must be an object");
    }
    refuseOthers(members, PREFERENCES + ".", MEMBERS);
    for (String name : PLAIN) {
      JsonNode value = members.get(name);
      if (value != null) {
        read.preferences.set(name, checked(name, value));
      }
    }
    read.readTools(members.get(TOOLS), current);
    return read;
  }

  private void readTools(@Nullable JsonNode value, Set<String> current) {
    String place = PREFERENCES + "." + TOOLS;
    if (value == null) {
      return;
    }
    if (value.isNull()) {
      current.forEach(tool -> tools.put(tool, Optional.empty()));
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> tool : value.properties()) {
        tools.put(tool.getKey(), permission(place + "." + tool.getKey(), tool.getValue()));
      }
    } else {
      throw ProblemException.invalid(place, "must be an object");
    }
  }

  private static JsonNode checked(String name, JsonNode value) {
    if (value.isNull()) {
      return value;
    }
    String text = value.isTextual() ? value.textValue() : "";
    String problem =
        switch (name) {
          case "theme" -> THEMES.contains(text) ? null : "must be light, dark, system or null";
          case "language" ->
              LANGUAGE.matcher(text).matches()
                  ? null
                  : "must be a tag such as en or pt-BR, or null";
          case BUDGET ->
              MONEY.matcher(text).matches()
                  ? null
                  : "must be a decimal text in US dollars, such as \"20.00\", or null";
          default -> isName(name, text) ? null : "must be a name or null";
        };
    if (problem != null) {
      throw ProblemException.invalid(PREFERENCES + "." + name, problem);
    }
    return value;
  }

  private static boolean isName(String field, String text) {
    int longest =
        field.equals(DEFAULT_MODEL) ? SessionLimits.MODEL_NAME : SessionLimits.MODEL_PROVIDER;
    return !text.isBlank() && text.length() <= longest;
  }

  private static void refuseOthers(ObjectNode object, String place, List<String> known) {
    List<FieldError> unknown =
        object.properties().stream()
            .filter(member -> !known.contains(member.getKey()))
            .map(member ->
                new FieldError(place + member.getKey(), "is unknown or cannot be changed"))
            .toList();
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(unknown);
    }
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

package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keywords for objects of plain schemas; null if their value is not valid. */
final class ObjectRules {
  private static final String[] NO_NAMES = {};

  private ObjectRules() {}

  static @Nullable ValueRule properties(
      JsonNode given, Function<JsonNode, @Nullable ValueRule> reader) {
    if (!given.isObject()) {
      return null;
    }
    List<String> names = new ArrayList<>(given.size());
    List<ValueRule> rules = new ArrayList<>(given.size());
    for (var property : given.properties()) {
      ValueRule rule = reader.apply(property.getValue());
      // The validator looks for identifiers and references wherever a name may be one.
      if (rule == null || property.getKey().startsWith("$")) {
        return null;
      }
      names.add(property.getKey());
      rules.add(rule);
    }
    return properties(names.toArray(NO_NAMES), rules.toArray(new ValueRule[0]));
  }

  private static ValueRule properties(String[] names, ValueRule[] rules) {
    return object -> {
      for (int i = 0; i < names.length; i++) {
        JsonNode value = object.get(names[i]);
        if (value != null && !rules[i].accepts(value)) {
          return false;
        }
      }
      return true;
    };
  }

  static @Nullable ValueRule required(JsonNode given) {
    List<String> required = new ArrayList<>(given.size());
    for (JsonNode name : given) {
      if (!name.isTextual()) {
        return null;
      }
      required.add(name.textValue());
    }
    String[] names = required.toArray(NO_NAMES);
    return given.isArray() ? object -> !object.isObject() || has(names, object) : null;
  }

  private static boolean has(String[] names, JsonNode object) {
    for (String name : names) {
      if (object.get(name) == null) {
        return false;
      }
    }
    return true;
  }

  static @Nullable ValueRule additional(
      JsonNode given, JsonNode properties, Function<JsonNode, @Nullable ValueRule> reader) {
    if (given.isBoolean()) {
      return given.booleanValue() ? ValueRule.ANYTHING : only(names(properties));
    }
    ValueRule rule = reader.apply(given);
    return rule == null ? null : others(Set.of(names(properties)), rule);
  }

  private static ValueRule only(String[] names) {
    return object -> {
      int known = 0;
      for (String name : names) {
        known += object.get(name) == null ? 0 : 1;
      }
      return !object.isObject() || known == object.size();
    };
  }

  private static ValueRule others(Set<String> names, ValueRule rule) {
    return object -> {
      for (var field : object.properties()) {
        if (!names.contains(field.getKey()) && !rule.accepts(field.getValue())) {
          return false;
        }
      }
      return true;
    };
  }

  private static String[] names(JsonNode properties) {
    return properties.properties().stream().map(field -> field.getKey()).toArray(String[]::new);
  }
}

package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Renames the arguments of one tool to names that a provider accepts, and back. The same name is
 * always replaced by the same name, and different names stay different. If a provider accepts all
 * names, nothing changes. Confined to one thread at a time.
 */
public final class KeyNames {
  private static final int LONGEST = 56;

  private final @Nullable Pattern taken;
  private final Set<String> given = new HashSet<>();
  private final Map<String, String> sent = new HashMap<>();
  private final Map<String, String> restored = new HashMap<>();

  private KeyNames(@Nullable Pattern taken) {
    this.taken = taken;
  }

  /** Returns names for a provider that accepts every name. */
  public static KeyNames all() {
    return new KeyNames(null);
  }

  /**
   * Returns names for the keys of a schema, for a provider that accepts only names that match a
   * pattern.
   */
  public static KeyNames matching(Pattern taken, JsonNode schema) {
    KeyNames names = new KeyNames(taken);
    schema
        .findValues("properties")
        .forEach(keys -> keys.fieldNames().forEachRemaining(names.given::add));
    return names;
  }

  /** Returns whether every name is sent as it is. */
  public boolean isEmpty() {
    return sent.isEmpty();
  }

  String sent(String name) {
    if (taken == null || taken.matcher(name).matches()) {
      return name;
    }
    return sent.computeIfAbsent(name, this::invented);
  }

  private String invented(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_.-]", "_");
    String base = plain.isEmpty() ? "_" : plain.substring(0, Math.min(plain.length(), LONGEST));
    String free = base;
    for (int i = 2; given.contains(free) || restored.containsKey(free); i++) {
      free = base + "_" + i;
    }
    restored.put(free, name);
    return free;
  }

  /** Returns arguments with the names that the provider accepts. */
  public JsonNode sent(JsonNode arguments) {
    return renamed(arguments, sent);
  }

  /** Returns arguments with the names of the tool's schema. */
  public JsonNode restored(JsonNode arguments) {
    return renamed(arguments, restored);
  }

  private static JsonNode renamed(JsonNode value, Map<String, String> names) {
    if (value.isObject()) {
      ObjectNode renamed = WireJson.mapper().createObjectNode();
      value
          .properties()
          .forEach(field ->
              renamed.set(
                  names.getOrDefault(field.getKey(), field.getKey()),
                  renamed(field.getValue(), names)));
      return renamed;
    }
    if (value.isArray()) {
      ArrayNode renamed = WireJson.mapper().createArrayNode();
      value.forEach(element -> renamed.add(renamed(element, names)));
      return renamed;
    }
    return value;
  }
}

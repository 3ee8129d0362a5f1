package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes one object of a schema whose top refers to another, or holds alternatives, which no
 * provider takes at the top of a tool's arguments. The alternatives are described in words.
 * Confined to one thread at a time.
 */
final class TopLevel {
  private static final int DEEPEST = 8;
  private static final Set<String> LEFT_OUT =
      Set.of("$ref", "anyOf", "oneOf", "allOf", "not", "if", "then", "else", "enum", "const");

  private final JsonNode root;

  TopLevel(JsonNode root) {
    this.root = root;
  }

  ObjectNode merged() {
    return merged(root, 0);
  }

  private ObjectNode merged(JsonNode schema, int depth) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    if (!schema.isObject() || depth > DEEPEST) {
      return merged;
    }
    JsonNode target =
        schema.path("$ref").isTextual()
            ? PortableSchema.target(root, schema.get("$ref").textValue())
            : null;
    if (target != null) {
      merged.setAll(merged(target, depth + 1));
    }
    schema
        .properties()
        .forEach(field -> {
          if (!LEFT_OUT.contains(field.getKey()) && !field.getKey().equals("properties")) {
            merged.set(field.getKey(), field.getValue());
          }
        });
    add(merged, schema);
    for (JsonNode part : schema.path("allOf")) {
      ObjectNode more = merged(part, depth + 1);
      add(merged, more);
      require(merged, required(more));
      if (!merged.has("description") && more.has("description")) {
        merged.set("description", more.get("description"));
      }
    }
    alternatives(merged, schema.path("anyOf"), depth);
    alternatives(merged, schema.path("oneOf"), depth);
    return merged;
  }

  private void alternatives(ObjectNode merged, JsonNode choices, int depth) {
    if (choices.isEmpty()) {
      return;
    }
    List<String> described = new ArrayList<>();
    Set<String> always = null;
    for (JsonNode choice : choices) {
      ObjectNode one = merged(choice, depth + 1);
      add(merged, one);
      Set<String> required = required(one);
      if (always == null) {
        always = new LinkedHashSet<>(required);
      }
      always.retainAll(required);
      List<String> names =
          required.isEmpty()
              ? one.path("properties").propertyStream().map(field -> field.getKey()).toList()
              : List.copyOf(required);
      described.add(names.isEmpty() ? "none" : String.join(", ", names));
    }
    require(merged, always == null ? Set.of() : always);
    String note =
        described.stream()
            .distinct()
            .collect(Collectors.joining("; or ", "Give one of these sets of arguments: ", "."));
    String before = merged.path("description").asText("");
    merged.put("description", before.isEmpty() ? note : before + " " + note);
  }

  private static void add(ObjectNode merged, JsonNode more) {
    more.path("properties")
        .properties()
        .forEach(field -> {
          ObjectNode all = merged.withObjectProperty("properties");
          JsonNode known = all.get(field.getKey());
          if (known == null) {
            all.set(field.getKey(), field.getValue());
          } else if (!known.equals(field.getValue())) {
            ArrayNode either = JsonNodeFactory.instance.arrayNode();
            either.add(known).add(field.getValue());
            all.set(field.getKey(), JsonNodeFactory.instance.objectNode().set("anyOf", either));
          }
        });
  }

  private static Set<String> required(JsonNode schema) {
    return schema
        .path("required")
        .valueStream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void require(ObjectNode merged, Set<String> more) {
    Set<String> all = required(merged);
    all.addAll(more);
    if (!all.isEmpty()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      all.forEach(list::add);
      merged.set("required", list);
    }
  }
}

package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a schema with a discriminator, and without a list of alternatives, is the base of: the
 * schemas that its mapping names, and those that extend it by {@code allOf}. A value of the base
 * may be any of them.
 */
final class OpenApiSubtypes {
  private static final String COMPONENTS = "#/components/schemas/";
  private static final String DEFINITIONS = "#/definitions/";

  private final JsonNode document;
  private @Nullable Map<String, Set<String>> extending;

  OpenApiSubtypes(JsonNode document) {
    this.document = document;
  }

  /** References to the subtypes and, last, to the base itself; empty if it has no subtypes. */
  ArrayNode of(String reference, JsonNode base) {
    ArrayNode branches = JsonNodeFactory.instance.arrayNode();
    if (base.path("discriminator").isMissingNode() || base.has("oneOf") || base.has("anyOf")) {
      return branches;
    }
    Set<String> all = new LinkedHashSet<>();
    base.at("/discriminator/mapping").forEach(target -> all.add(full(target.asText())));
    all.addAll(extending().getOrDefault(reference, Set.of()));
    all.remove(reference);
    all.removeIf(each -> document.at(each.substring(1)).isMissingNode());
    if (!all.isEmpty()) {
      all.forEach(each -> branches.addObject().put("$ref", each));
      branches.addObject().put("$ref", reference);
    }
    return branches;
  }

  private static String full(String target) {
    return target.startsWith("#/") ? target : COMPONENTS + target;
  }

  private Map<String, Set<String>> extending() {
    Map<String, Set<String>> known = extending;
    if (known == null) {
      known = new HashMap<>();
      collect(document.at("/components/schemas"), COMPONENTS, known);
      collect(document.path("definitions"), DEFINITIONS, known);
      extending = known;
    }
    return known;
  }

  private static void collect(JsonNode schemas, String where, Map<String, Set<String>> found) {
    for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
      for (JsonNode part : schema.getValue().path("allOf")) {
        if (OpenApiReferences.isReference(part)) {
          found
              .computeIfAbsent(part.path("$ref").textValue(), base -> new LinkedHashSet<>())
              .add(where + schema.getKey().replace("~", "~0").replace("/", "~1"));
        }
      }
    }
  }
}

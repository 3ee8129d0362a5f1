package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of one operation, as they are collected: each under a name that providers accept
 * and no other argument has.
 */
final class OpenApiArguments {
  private static final int LONGEST = 64;

  private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
  private final ObjectNode wireNames = JsonNodeFactory.instance.objectNode();
  private final ObjectNode locations = JsonNodeFactory.instance.objectNode();
  private final ObjectNode styles = JsonNodeFactory.instance.objectNode();
  private final Set<String> required = new LinkedHashSet<>();

  /**
   * Adds an argument.
   *
   * @param wireName what the service calls it
   * @param place {@code path}, {@code query}, {@code header} or {@code body}
   * @return its name
   */
  String add(String wireName, String place, JsonNode schema, boolean needed) {
    String name = free(wireName, place);
    properties.set(name, schema);
    if (!name.equals(wireName)) {
      wireNames.put(name, wireName);
    }
    if (!place.equals("path")) {
      locations.put(name, place);
    }
    if (needed) {
      required.add(name);
    }
    return name;
  }

  /** Adds the argument whose value is the whole body. */
  String addBody(JsonNode schema, boolean needed) {
    String name = properties.has("body") ? free("request_body", "body") : "body";
    properties.set(name, schema);
    if (needed) {
      required.add(name);
    }
    return name;
  }

  void style(String name, String style) {
    styles.put(name, style);
  }

  /** Writes all that was collected. */
  void writeTo(ObjectNode own, Map<String, JsonNode> definitions) {
    ObjectNode parameters = own.putObject("parameters").put("type", "object");
    parameters.set("properties", properties);
    required.forEach(parameters.withArray("/required")::add);
    if (!definitions.isEmpty()) {
      parameters.putObject("$defs").setAll(definitions);
    }
    own.set("wire_names", wireNames);
    own.set("locations", locations);
    own.set("styles", styles);
  }

  private String free(String wireName, String place) {
    String plain = wireName.replaceAll("[^a-zA-Z0-9_.-]+", "_").replaceAll("^_+|_+$", "");
    String fitting =
        wireName.matches("[a-zA-Z0-9_.-]{1,64}")
            ? wireName
            : plain.isEmpty() ? place : plain.substring(0, Math.min(LONGEST, plain.length()));
    String name = fitting;
    for (int i = 1; properties.has(name); i++) {
      String mark = "_" + place + (i == 1 ? "" : "_" + i);
      name = fitting.substring(0, Math.min(fitting.length(), LONGEST - mark.length())) + mark;
    }
    return name;
  }
}

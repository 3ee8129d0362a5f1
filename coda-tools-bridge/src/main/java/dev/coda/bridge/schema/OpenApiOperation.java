package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings the arguments of one OpenAPI operation into Coda's own format. */
final class OpenApiOperation {
  private static final Pattern PATH_ARGUMENT = Pattern.compile("\\{([^{}/]+)}");

  /** OpenAPI says that parameters of these names are ignored. */
  private static final Set<String> IGNORED_HEADERS =
      Set.of("accept", "content-type", "authorization");

  private final OpenApiSchemas schemas;
  private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
  private final ObjectNode locations = JsonNodeFactory.instance.objectNode();
  private final ObjectNode styles = JsonNodeFactory.instance.objectNode();
  private final Set<String> required = new LinkedHashSet<>();

  private OpenApiOperation(JsonNode document) {
    this.schemas = new OpenApiSchemas(document);
  }

  /**
   * Adds {@code parameters}, {@code locations}, {@code styles}, {@code body_argument} and {@code
   * returns}.
   */
  static void describe(
      JsonNode document, String path, JsonNode item, JsonNode operation, ObjectNode own)
      throws FlawedFileException {
    new OpenApiOperation(document).fill(path, item, operation, own);
  }

  private void fill(String path, JsonNode item, JsonNode operation, ObjectNode own)
      throws FlawedFileException {
    for (JsonNode parameter : parameters(item, operation)) {
      parameter(parameter);
    }
    Matcher arguments = PATH_ARGUMENT.matcher(path);
    while (arguments.find()) {
      if (!properties.has(arguments.group(1))) {
        properties.putObject(arguments.group(1)).put("type", "string");
      }
      required.add(arguments.group(1));
    }
    body(schemas.resolve(operation.path("requestBody")), own);
    ObjectNode parameters = own.putObject("parameters").put("type", "object");
    parameters.set("properties", properties);
    required.forEach(parameters.withArray("required")::add);
    if (!schemas.definitions().isEmpty()) {
      parameters.putObject("$defs").setAll(schemas.definitions());
    }
    own.set("locations", locations);
    own.set("styles", styles);
    returns(operation.path("responses"), own);
  }

  /** The operation's parameters win over those that all operations of the path share. */
  private Collection<JsonNode> parameters(JsonNode item, JsonNode operation)
      throws FlawedFileException {
    Map<String, JsonNode> merged = new LinkedHashMap<>();
    for (JsonNode list : new JsonNode[] {item.path("parameters"), operation.path("parameters")}) {
      for (JsonNode each : list) {
        JsonNode parameter = schemas.resolve(each);
        merged.put(
            parameter.path("in").asText() + " " + parameter.path("name").asText(), parameter);
      }
    }
    return merged.values();
  }

  private void parameter(JsonNode parameter) throws FlawedFileException {
    String name = parameter.path("name").asText();
    String in = parameter.path("in").asText();
    boolean needed = parameter.path("required").asBoolean();
    if (in.equals("cookie")) {
      if (needed) {
        throw new FlawedFileException("", "needs the cookie '" + name + "': none are sent");
      }
      return;
    }
    if (in.equals("header") && IGNORED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    JsonNode content = parameter.path("content").path("application/json").path("schema");
    JsonNode schema =
        schemas.convert(parameter.path("schema").isObject() ? parameter.path("schema") : content);
    ObjectNode property =
        schema instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    if (parameter.has("description") && !property.has("$ref")) {
      property.set("description", parameter.get("description"));
    }
    properties.set(name, property);
    styles.put(name, OpenApiStyle.of(parameter).name().toLowerCase(Locale.ROOT));
    if (!in.equals("path")) {
      locations.put(name, in);
    }
    if (needed) {
      required.add(name);
    }
  }

  private void body(JsonNode requestBody, ObjectNode own) throws FlawedFileException {
    JsonNode content = requestBody.path("content");
    if (content.isEmpty()) {
      return;
    }
    JsonNode json = content.path("application/json");
    if (json.isMissingNode()) {
      if (requestBody.path("required").asBoolean()) {
        throw new FlawedFileException("", "takes a body that is not application/json");
      }
      return;
    }
    JsonNode schema = schemas.resolve(json.path("schema"));
    boolean needed = requestBody.path("required").asBoolean();
    if (isPlainObject(schema)) {
      flatten(schema, needed);
    } else {
      String name = properties.has("body") ? "request_body" : "body";
      properties.set(name, schemas.convert(json.path("schema")));
      own.put("body_argument", name);
      if (needed) {
        required.add(name);
      }
    }
  }

  /** Models fill a flat list of arguments best; it must be possible to put it together again. */
  private boolean isPlainObject(JsonNode schema) {
    if (!schema.path("properties").isObject()
        || schema.has("allOf")
        || schema.has("oneOf")
        || schema.has("anyOf")) {
      return false;
    }
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      if (properties.has(each.getKey())) {
        return false;
      }
    }
    return true;
  }

  private void flatten(JsonNode schema, boolean needed) throws FlawedFileException {
    Set<String> sent = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      if (!each.getValue().path("readOnly").asBoolean()) {
        properties.set(each.getKey(), schemas.convert(each.getValue()));
        locations.put(each.getKey(), "body");
        sent.add(each.getKey());
      }
    }
    if (needed) {
      schema.path("required").forEach(name -> required.add(name.asText()));
      required.removeIf(name -> schema.path("properties").has(name) && !sent.contains(name));
    }
  }

  /**
   * Promises only whether the answer is an object or a list: documents describe answers too loosely
   * for a call to fail over a detail.
   */
  private void returns(JsonNode responses, ObjectNode own) throws FlawedFileException {
    for (String status : new String[] {"200", "201", "202", "2XX"}) {
      JsonNode response = schemas.resolve(responses.path(status));
      JsonNode schema = schemas.resolve(response.at("/content/application~1json/schema"));
      String type = schema.path("type").asText();
      if (type.equals("object") || type.equals("array")) {
        own.putObject("returns").put("type", type);
        return;
      }
    }
  }
}

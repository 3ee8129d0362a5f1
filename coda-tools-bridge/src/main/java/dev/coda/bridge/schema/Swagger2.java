package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes operations of a Swagger 2.0 document as OpenAPI 3 has them. Its schemas remain where they
 * are, since references are followed to any place.
 */
final class Swagger2 {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";
  private static final Set<String> NOT_OF_A_SCHEMA =
      Set.of("name", "in", "required", "description", "collectionFormat", "allowEmptyValue");

  private final JsonNode document;
  private final OpenApiReferences references;

  Swagger2(JsonNode document, OpenApiReferences references) {
    this.document = document;
    this.references = references;
  }

  boolean isOne() {
    return document.has("swagger");
  }

  /** Returns the address of the operation; empty if only the settings can name it. */
  String url(JsonNode operation) throws InvalidFileException {
    if (document.at("/x-coda/url").isTextual()) {
      return "";
    }
    String host = document.path("host").asText();
    if (host.isEmpty()) {
      throw new InvalidFileException("", "the document names no host: set x-coda.url");
    }
    List<String> schemes = texts(either(operation, "schemes"));
    boolean http = !schemes.isEmpty() && !schemes.contains("https");
    String path = document.path("basePath").asText().replaceFirst("^/?", "/");
    return (http ? "http://" : "https://") + host + path;
  }

  /** The operation with the parameters that the path's operations share. */
  ObjectNode operation(JsonNode item, JsonNode operation) throws InvalidFileException {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (JsonNode list : new JsonNode[] {item.path("parameters"), operation.path("parameters")}) {
      for (JsonNode each : list) {
        JsonNode parameter = references.resolve(each);
        parameters.put(
            parameter.path("in").asText() + " " + parameter.path("name").asText(), parameter);
      }
    }
    ObjectNode result = NODES.objectNode();
    ArrayNode plain = result.putArray("parameters");
    ObjectNode form = NODES.objectNode();
    for (JsonNode parameter : parameters.values()) {
      switch (parameter.path("in").asText()) {
        case "body" -> body(parameter, operation, result);
        case "formData" -> formField(parameter, form);
        default -> plain.add(parameter(parameter));
      }
    }
    if (!form.isEmpty()) {
      form(form, operation, result);
    }
    responses(operation, result);
    return result;
  }

  private void body(JsonNode parameter, JsonNode operation, ObjectNode result) {
    ObjectNode body = result.putObject("requestBody");
    body.put("required", parameter.path("required").asBoolean());
    ObjectNode content = body.putObject("content");
    List<String> types = texts(either(operation, "consumes"));
    for (String type : types.isEmpty() ? List.of("application/json") : types) {
      content.putObject(type).set("schema", parameter.path("schema"));
    }
  }

  private static void formField(JsonNode parameter, ObjectNode form) {
    String name = parameter.path("name").asText();
    ObjectNode schema = schema(parameter);
    if (parameter.path("description").isTextual()) {
      schema.set("description", parameter.get("description"));
    }
    form.withObject("/properties").set(name, schema);
    if (parameter.path("required").asBoolean()) {
      form.withArray("/required").add(name);
    }
    String collection = parameter.path("collectionFormat").asText();
    if (schema.path("type").asText().equals("array") && !collection.equals("multi")) {
      form.withObject("/encoding").putObject(name).put("style", "form").put("explode", false);
    }
  }

  private void form(ObjectNode form, JsonNode operation, ObjectNode result) {
    boolean hasFile = form.toString().contains("\"type\":\"file\"");
    boolean multipart =
        hasFile
            || (texts(either(operation, "consumes")).contains(MULTIPART)
                && !texts(either(operation, "consumes")).contains(FORM));
    JsonNode encoding = form.remove("encoding");
    ObjectNode body = result.putObject("requestBody").put("required", form.has("required"));
    ObjectNode media = body.putObject("content").putObject(multipart ? MULTIPART : FORM);
    media.set("schema", form.put("type", "object"));
    if (encoding != null) {
      media.set("encoding", encoding);
    }
  }

  private static ObjectNode parameter(JsonNode old) {
    ObjectNode parameter = NODES.objectNode();
    for (String field : List.of("name", "in", "required", "description")) {
      if (old.has(field)) {
        parameter.set(field, old.get(field));
      }
    }
    parameter.set("schema", schema(old));
    boolean query = old.path("in").asText().equals("query");
    switch (old.path("collectionFormat").asText("csv")) {
      case "multi" -> parameter.put("style", "form").put("explode", true);
      case "ssv" ->
          parameter.put("style", query ? "spaceDelimited" : "simple").put("explode", false);
      case "pipes" ->
          parameter.put("style", query ? "pipeDelimited" : "simple").put("explode", false);
      default -> parameter.put("style", query ? "form" : "simple").put("explode", false);
    }
    return parameter;
  }

  private static ObjectNode schema(JsonNode parameter) {
    ObjectNode schema = NODES.objectNode();
    parameter.properties().stream()
        .filter(each -> !NOT_OF_A_SCHEMA.contains(each.getKey()))
        .forEach(each -> schema.set(each.getKey(), each.getValue()));
    return schema;
  }

  private void responses(JsonNode operation, ObjectNode result) throws InvalidFileException {
    List<String> types = texts(either(operation, "produces"));
    for (Map.Entry<String, JsonNode> each : operation.path("responses").properties()) {
      JsonNode schema = references.resolve(each.getValue()).path("schema");
      if (!schema.isMissingNode()) {
        ObjectNode content = result.withObject("/responses").putObject(each.getKey());
        for (String type : types.isEmpty() ? List.of("application/json") : types) {
          content.withObject("/content").putObject(type).set("schema", schema);
        }
      }
    }
  }

  private JsonNode either(JsonNode operation, String field) {
    return operation.has(field) ? operation.path(field) : document.path(field);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}

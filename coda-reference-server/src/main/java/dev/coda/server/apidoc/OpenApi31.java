package dev.coda.server.apidoc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micronaut.http.HttpStatus;
import java.util.Set;

/**
 * Turns an OpenAPI document of version 3.0 into one of 3.1, whose schemas are JSON Schema: what may
 * be null says so among its types. The compiler's processor can write 3.1 itself, but then claims
 * that whatever may be null may be an object too, or must be null.
 *
 * @see <a href="https://www.openapis.org/blog/2021/02/16/migrating-from-openapi-3-0-to-3-1-0">what
 *     changed between the versions</a>
 */
final class OpenApi31 {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  /** What says more of an object than that it is one. */
  private static final Set<String> SHAPES = Set.of("properties", "additionalProperties");

  /** What needs no sign-in. */
  private static final Set<String> OPEN =
      Set.of(
          "/api/v1/auth/login",
          "/api/v1/auth/logout",
          "/api/v1/auth/refresh",
          "/api/v1/auth/register",
          "/api/v1/shared/{token}");

  private OpenApi31() {}

  /**
   * Returns the document of version 3.0, in YAML, as one of 3.1, whose operations have names and
   * problems.
   */
  static ObjectNode from(String yaml) throws JsonProcessingException {
    ObjectNode document = (ObjectNode) YAML.readTree(yaml);
    document.put("openapi", "3.1.0");
    convert(document);
    ProblemDocs.add(document);
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method ->
                    complete((ObjectNode) method.getValue(), method.getKey(), path.getKey())));
    return document;
  }

  /** Returns a document in YAML. */
  static String write(ObjectNode document) throws JsonProcessingException {
    return YAML.writeValueAsString(document);
  }

  private static void complete(ObjectNode operation, String method, String path) {
    operation.put("operationId", OperationIds.of(method, path));
    if (OPEN.contains(path)) {
      operation.putArray("security");
    }
    operation
        .path("responses")
        .properties()
        .forEach(response ->
            ((ObjectNode) response.getValue()).put("description", reason(response.getKey())));
    ProblemDocs.add(operation, method, path);
  }

  private static String reason(String status) {
    return HttpStatus.valueOf(Integer.parseInt(status)).getReason();
  }

  private static void convert(JsonNode node) {
    node.forEach(OpenApi31::convert);
    if (node instanceof ObjectNode schema) {
      allowAnyJson(schema);
      if (schema.path("nullable").isBoolean() && schema.remove("nullable").booleanValue()) {
        allowNull(schema);
      }
    }
  }

  /**
   * The processor has no word for a value of any kind, and calls it an object without properties.
   */
  private static void allowAnyJson(ObjectNode schema) {
    boolean bare = schema.properties().stream().noneMatch(field -> SHAPES.contains(field.getKey()));
    if (bare && schema.path("type").asText().equals("object")) {
      schema.remove("type");
    }
  }

  private static void allowNull(ObjectNode schema) {
    if (schema.path("type").isTextual()) {
      JsonNode type = schema.get("type");
      schema.putArray("type").add(type).add("null");
      if (schema.get("enum") instanceof ArrayNode values) {
        values.addNull();
      }
    } else if (schema.remove("allOf") instanceof ArrayNode all) {
      ArrayNode either = schema.putArray("anyOf");
      either.addAll(all);
      either.addObject().put("type", "null");
    }
  }
}

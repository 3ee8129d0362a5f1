package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.SchemaTree;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;

/**
 * Closes the objects of a schema that leave open whether there may be more, as a schema must that
 * Anthropic is to hold an answer to.
 *
 * @see <a
 *     href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">Structured
 *     outputs</a>
 */
final class ClosedSchema {
  private ClosedSchema() {}

  static JsonNode of(JsonSchemaElement schema) {
    JsonNode closed = SchemaTree.of(schema).deepCopy();
    close(closed);
    return closed;
  }

  static JsonNode of(JsonNode schema) {
    JsonNode closed = schema.deepCopy();
    close(closed);
    return closed;
  }

  private static void close(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return;
    }
    boolean isObject = object.path("type").asText().equals("object");
    if (isObject && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    object.path("properties").forEach(ClosedSchema::close);
    object.path("$defs").forEach(ClosedSchema::close);
    object.path("definitions").forEach(ClosedSchema::close);
    object.path("anyOf").forEach(ClosedSchema::close);
    object.path("allOf").forEach(ClosedSchema::close);
    close(object.path("items"));
  }
}

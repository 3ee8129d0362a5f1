package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates a JSON Schema for models that know only langchain4j's types: names and required fields
 * are kept, and each property's schema is passed on unchanged. Coda's providers send the original.
 */
final class ObjectSchemas {
  private ObjectSchemas() {}

  static JsonObjectSchema from(JsonNode schema) {
    JsonObjectSchema.Builder object = JsonObjectSchema.builder();
    for (var property : schema.path("properties").properties()) {
      object.addProperty(property.getKey(), JsonRawSchema.from(property.getValue().toString()));
    }
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    if (!required.isEmpty()) {
      object.required(required);
    }
    if (schema.path("additionalProperties").isBoolean()) {
      object.additionalProperties(schema.path("additionalProperties").booleanValue());
    }
    return object.build();
  }
}

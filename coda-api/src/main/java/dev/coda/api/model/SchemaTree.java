package dev.coda.api.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.Map;

/** Turns langchain4j's schema types into JSON Schema, leaving nothing out. Thread-safe. */
public final class SchemaTree {
  private SchemaTree() {}

  /**
   * {@return the schema as JSON}
   *
   * @param schema the schema
   * @throws IllegalArgumentException if this version does not know its type, or if it is a raw
   *     schema that is not JSON
   */
  public static JsonNode of(JsonSchemaElement schema) {
    if (schema instanceof JsonRawSchema raw) {
      return parsed(raw.schema());
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    write(tree, schema);
    if (schema.description() != null) {
      tree.put("description", schema.description());
    }
    return tree;
  }

  private static void write(ObjectNode tree, JsonSchemaElement schema) {
    if (schema instanceof JsonObjectSchema object) {
      object(tree, object);
    } else if (schema instanceof JsonArraySchema array) {
      tree.put("type", "array");
      if (array.items() != null) {
        tree.set("items", of(array.items()));
      }
    } else if (schema instanceof JsonEnumSchema choice) {
      tree.put("type", "string");
      ArrayNode values = tree.putArray("enum");
      choice.enumValues().forEach(values::add);
    } else if (schema instanceof JsonAnyOfSchema any) {
      ArrayNode choices = tree.putArray("anyOf");
      any.anyOf().forEach(choice -> choices.add(of(choice)));
    } else if (schema instanceof JsonReferenceSchema reference) {
      tree.put("$ref", "#/$defs/" + reference.reference());
    } else {
      tree.put("type", type(schema));
    }
  }

  private static void object(ObjectNode tree, JsonObjectSchema object) {
    tree.put("type", "object");
    putAll(tree.putObject("properties"), object.properties());
    if (!object.required().isEmpty()) {
      ArrayNode required = tree.putArray("required");
      object.required().forEach(required::add);
    }
    if (object.additionalProperties() != null) {
      tree.put("additionalProperties", object.additionalProperties());
    }
    if (!object.definitions().isEmpty()) {
      putAll(tree.putObject("$defs"), object.definitions());
    }
  }

  private static void putAll(ObjectNode tree, Map<String, JsonSchemaElement> schemas) {
    schemas.forEach((name, schema) -> tree.set(name, of(schema)));
  }

  private static String type(JsonSchemaElement schema) {
    if (schema instanceof JsonStringSchema) {
      return "string";
    }
    if (schema instanceof JsonIntegerSchema) {
      return "integer";
    }
    if (schema instanceof JsonNumberSchema) {
      return "number";
    }
    if (schema instanceof JsonBooleanSchema) {
      return "boolean";
    }
    if (schema instanceof JsonNullSchema) {
      return "null";
    }
    throw new IllegalArgumentException(
        "a schema of type " + schema.getClass().getSimpleName() + " is not known");
  }

  private static JsonNode parsed(String schema) {
    try {
      return CodaJson.mapper().readTree(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A raw schema is not JSON.", e);
    }
  }
}

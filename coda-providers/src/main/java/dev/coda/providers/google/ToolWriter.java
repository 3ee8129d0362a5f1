package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.providers.internal.wire.KeyNames;
import dev.coda.providers.internal.wire.PortableSchema;
import dev.coda.providers.internal.wire.RenderedSchemas;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes tools, and how freely the model may choose from them. */
final class ToolWriter {
  private static final RenderedSchemas SCHEMAS = new RenderedSchemas(ToolWriter::parameters);

  /**
   * The part of JSON Schema that Google reads.
   *
   * @see <a href="https://ai.google.dev/api/generate-content#FIELDS.response_json_schema">The part
   *     of JSON Schema</a>
   */
  static final PortableSchema.Rules RULES =
      new PortableSchema.Rules(
          Set.of(
              "type",
              "format",
              "title",
              "description",
              "enum",
              "items",
              "minItems",
              "maxItems",
              "minimum",
              "maximum",
              "anyOf",
              "properties",
              "additionalProperties",
              "required"),
          false,
          false);

  private ToolWriter() {}

  static void write(ObjectNode body, ChatRequest request) {
    List<ToolSpecification> tools = SCHEMAS.sendable(request.toolSpecifications());
    if (tools.isEmpty()) {
      return;
    }
    ArrayNode declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
    for (ToolSpecification tool : tools) {
      ObjectNode declaration = declarations.addObject();
      declaration.put("name", tool.name());
      if (tool.description() != null) {
        declaration.put("description", tool.description());
      }
      SCHEMAS.of(tool).ifPresent(schema -> declaration.set("parametersJsonSchema", schema));
    }
    writeChoice(body, request);
  }

  private static void writeChoice(ObjectNode body, ChatRequest request) {
    if (request.toolChoice() == null) {
      return;
    }
    ObjectNode config = body.putObject("toolConfig").putObject("functionCallingConfig");
    config.put("mode", mode(request.toolChoice()));
    List<String> names = GoogleParameters.from(request.parameters()).allowedTools();
    if (request.toolChoice() == ToolChoice.REQUIRED && !names.isEmpty()) {
      ArrayNode allowed = config.putArray("allowedFunctionNames");
      names.forEach(allowed::add);
    }
  }

  private static String mode(ToolChoice choice) {
    return switch (choice) {
      case AUTO -> "AUTO";
      case REQUIRED -> "ANY";
      case NONE -> "NONE";
    };
  }

  private static @Nullable JsonNode parameters(ToolSpecification tool) {
    JsonNode schema = RenderedSchemas.inputSchema(tool);
    if (schema == null || isEmptyObject(schema)) {
      return null;
    }
    ObjectNode portable = PortableSchema.ofTool(schema, RULES, KeyNames.all());
    return isEmptyObject(portable) ? null : portable;
  }

  /** Google refuses an object without properties, and takes a missing schema to mean just that. */
  private static boolean isEmptyObject(JsonNode schema) {
    return schema.path("properties").isEmpty()
        && schema
            .propertyStream()
            .allMatch(entry ->
                switch (entry.getKey()) {
                  case "type", "properties", "required", "$schema" -> true;
                  case "additionalProperties" ->
                      entry.getValue().isBoolean() && !entry.getValue().booleanValue();
                  default -> false;
                });
  }
}

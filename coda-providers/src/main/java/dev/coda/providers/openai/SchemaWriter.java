package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.SchemaTree;
import dev.coda.providers.internal.wire.RenderedSchemas;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tools and the wished-for shape of the answer. */
final class SchemaWriter {
  private static final int LONGEST_NAME = 64;

  /** The same for both of OpenAI's protocols. */
  private static final RenderedSchemas SCHEMAS = new RenderedSchemas(SchemaWriter::described);

  private final String provider;
  private final ChatDialect dialect;

  SchemaWriter(String provider, ChatDialect dialect) {
    this.provider = provider;
    this.dialect = dialect;
  }

  void writeTools(JsonGenerator out, @Nullable List<ToolSpecification> tools) throws IOException {
    if (tools == null || tools.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("tools");
    for (ToolSpecification tool : tools) {
      out.writeStartObject();
      out.writeStringField("type", "function");
      out.writeObjectFieldStart("function");
      out.writeStringField("name", tool.name());
      if (tool.description() != null) {
        out.writeStringField("description", tool.description());
      }
      out.writePOJOField("parameters", parameters(tool));
      if (Boolean.TRUE.equals(tool.strict()) && dialect.has(ChatDialect.Feature.STRICT)) {
        out.writeBooleanField("strict", true);
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  void writeResponseFormat(JsonGenerator out, @Nullable ResponseFormat format) throws IOException {
    if (format == null || format.type() != ResponseFormatType.JSON) {
      return;
    }
    JsonSchema schema = format.jsonSchema();
    if (schema != null && !dialect.has(ChatDialect.Feature.JSON_SCHEMA)) {
      throw MessageWriter.unsupported(provider, "a schema for its answer");
    }
    out.writeObjectFieldStart("response_format");
    if (schema == null) {
      out.writeStringField("type", "json_object");
    } else {
      JsonNode exact = SchemaTree.of(schema.rootElement());
      out.writeStringField("type", "json_schema");
      out.writeObjectFieldStart("json_schema");
      out.writeStringField("name", name(schema.name()));
      out.writePOJOField("schema", exact);
      if (dialect.has(ChatDialect.Feature.STRICT) && StrictSchema.accepts(exact)) {
        out.writeBooleanField("strict", true);
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  static JsonNode parameters(ToolSpecification tool) {
    return SCHEMAS.of(tool).orElseThrow();
  }

  private static JsonNode described(ToolSpecification tool) {
    if (tool.metadata().get(ModelAttributes.INPUT_SCHEMA) instanceof JsonNode exact) {
      return exact;
    }
    if (tool.parameters() == null) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("type", "object")
          .set("properties", JsonNodeFactory.instance.objectNode());
    }
    return SchemaTree.of(tool.parameters());
  }

  static String name(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return "answer";
    }
    String allowed = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return allowed.substring(0, Math.min(allowed.length(), LONGEST_NAME));
  }
}

package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.model.SchemaTree;
import dev.coda.providers.internal.wire.DroppedSettings;
import dev.coda.providers.internal.wire.KeyNames;
import dev.coda.providers.internal.wire.PortableSchema;
import dev.coda.providers.internal.wire.RenderedSchemas;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tools and the schema of the answer. */
final class SchemaWriter {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DESCRIPTION = 1024;

  /** The same for both of OpenAI's protocols. */
  private static final RenderedSchemas SCHEMAS = new RenderedSchemas(SchemaWriter::described);

  private final String provider;
  private final ChatDialect dialect;

  SchemaWriter(String provider, ChatDialect dialect) {
    this.provider = provider;
    this.dialect = dialect;
  }

  void writeTools(JsonGenerator out, @Nullable List<ToolSpecification> tools) throws IOException {
    List<ToolSpecification> sendable = SCHEMAS.sendable(tools);
    if (sendable.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("tools");
    for (ToolSpecification tool : sendable) {
      out.writeStartObject();
      out.writeStringField("type", "function");
      out.writeObjectFieldStart("function");
      out.writeStringField("name", tool.name());
      if (tool.description() != null) {
        out.writeStringField("description", described(tool.name(), tool.description()));
      }
      out.writePOJOField("parameters", parameters(tool));
      if (isStrict(tool) && dialect.has(ChatDialect.Feature.STRICT)) {
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

  /** Cuts a description to what the host takes. */
  private String described(String tool, String description) {
    if (description.length() <= LONGEST_DESCRIPTION
        || !dialect.has(ChatDialect.Feature.SHORT_DESCRIPTIONS)) {
      return description;
    }
    DroppedSettings.warnOnce(provider, "end of the description of " + tool);
    return CleanText.shortened(description, LONGEST_DESCRIPTION - 1);
  }

  /** Returns the tools that can be sent. */
  static List<ToolSpecification> sendable(@Nullable List<ToolSpecification> tools) {
    return SCHEMAS.sendable(tools);
  }

  static JsonNode parameters(ToolSpecification tool) {
    return SCHEMAS.of(tool).orElseThrow();
  }

  /** A tool whose schema allows other properties cannot be strict, even if the tool requests it. */
  static boolean isStrict(ToolSpecification tool) {
    if (!Boolean.TRUE.equals(tool.strict())) {
      return false;
    }
    boolean accepted = StrictSchema.accepts(StrictSchema.closed(portable(tool)));
    if (!accepted) {
      DroppedSettings.warnOnce("OpenAI", "strict of the tool " + tool.name());
    }
    return accepted;
  }

  private static JsonNode described(ToolSpecification tool) {
    ObjectNode open = portable(tool);
    JsonNode closed = Boolean.TRUE.equals(tool.strict()) ? StrictSchema.closed(open) : open;
    return StrictSchema.accepts(closed) ? closed : open;
  }

  private static ObjectNode portable(ToolSpecification tool) {
    JsonNode schema = RenderedSchemas.inputSchema(tool);
    return PortableSchema.ofTool(
        schema == null ? JsonNodeFactory.instance.objectNode() : schema,
        PortableSchema.Rules.wide(),
        KeyNames.all());
  }

  static String name(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return "answer";
    }
    String allowed = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return allowed.substring(0, Math.min(allowed.length(), LONGEST_NAME));
  }
}

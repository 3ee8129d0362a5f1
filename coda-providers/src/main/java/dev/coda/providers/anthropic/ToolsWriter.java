package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.SchemaTree;
import dev.coda.providers.internal.wire.RenderedSchemas;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;

/** Writes the tools, and whether the model must call one. */
final class ToolsWriter {
  private static final RenderedSchemas SCHEMAS = new RenderedSchemas(ToolsWriter::inputSchema);

  private ToolsWriter() {}

  static void write(ObjectNode body, ChatRequest request, AnthropicParameters own) {
    List<ToolSpecification> tools = request.toolSpecifications();
    if (tools == null || tools.isEmpty()) {
      return;
    }
    ArrayNode array = body.putArray("tools");
    tools.forEach(tool -> array.add(tool(tool)));
    ToolChoice choice = request.toolChoice();
    if (choice == null && own.forcedTool().isEmpty() && own.parallelToolCalls()) {
      return;
    }
    ObjectNode written = body.putObject("tool_choice");
    if (own.forcedTool().isPresent() && choice != ToolChoice.NONE) {
      written.put("type", "tool").put("name", own.forcedTool().get());
    } else {
      written.put("type", choice == null ? "auto" : word(choice));
    }
    if (!own.parallelToolCalls() && choice != ToolChoice.NONE) {
      written.put("disable_parallel_tool_use", true);
    }
  }

  private static String word(ToolChoice choice) {
    return switch (choice) {
      case AUTO -> "auto";
      case REQUIRED -> "any";
      case NONE -> "none";
    };
  }

  private static ObjectNode tool(ToolSpecification tool) {
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    written.put("name", tool.name());
    if (tool.description() != null) {
      written.put("description", tool.description());
    }
    SCHEMAS.of(tool).ifPresent(schema -> written.set("input_schema", schema));
    if (isStrict(tool)) {
      written.put("strict", true);
    }
    return written;
  }

  private static boolean isStrict(ToolSpecification tool) {
    return Boolean.TRUE.equals(tool.strict());
  }

  /** A schema of the input must name its type, even where it can only be an object. */
  private static JsonNode inputSchema(ToolSpecification tool) {
    JsonNode schema = JsonNodeFactory.instance.objectNode();
    if (tool.metadata().get(ModelAttributes.INPUT_SCHEMA) instanceof JsonNode exact) {
      schema = exact;
    } else if (tool.parameters() != null) {
      schema = SchemaTree.of(tool.parameters());
    }
    if (schema instanceof ObjectNode object && !object.has("type")) {
      schema = JsonNodeFactory.instance.objectNode().put("type", "object").setAll(object);
    }
    return isStrict(tool) ? ClosedSchema.of(schema) : schema;
  }
}

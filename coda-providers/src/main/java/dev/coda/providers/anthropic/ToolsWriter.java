package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.providers.internal.wire.ArgumentNames;
import dev.coda.providers.internal.wire.DroppedSettings;
import dev.coda.providers.internal.wire.KeyNames;
import dev.coda.providers.internal.wire.PortableSchema;
import dev.coda.providers.internal.wire.RenderedSchemas;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;
import java.util.regex.Pattern;

/** Writes the tools, and whether the model must call one. */
final class ToolsWriter {
  /** The argument names that Anthropic accepts. */
  private static final Pattern KEYS = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

  private static final RenderedSchemas SCHEMAS =
      RenderedSchemas.withKeys(KEYS, ToolsWriter::inputSchema);

  private ToolsWriter() {}

  static void write(ObjectNode body, ChatRequest request, AnthropicParameters own) {
    List<ToolSpecification> tools = SCHEMAS.sendable(request.toolSpecifications());
    if (tools.isEmpty()) {
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

  /**
   * A tool is sent as strict only if Anthropic can enforce its schema, even if the tool requests
   * it.
   */
  private static boolean isStrict(ToolSpecification tool) {
    if (!Boolean.TRUE.equals(tool.strict())) {
      return false;
    }
    boolean accepted = OutputSchema.accepts(portable(tool, SCHEMAS.names(tool)));
    if (!accepted) {
      DroppedSettings.warnOnce("Anthropic", "strict of the tool " + tool.name());
    }
    return accepted;
  }

  /** Returns the names under which the arguments of the tools of a request are sent. */
  static ArgumentNames names(ChatRequest request) {
    return ArgumentNames.of(SCHEMAS.sendable(request.toolSpecifications()), SCHEMAS);
  }

  private static JsonNode inputSchema(ToolSpecification tool, KeyNames names) {
    ObjectNode schema = portable(tool, names);
    return Boolean.TRUE.equals(tool.strict()) && OutputSchema.accepts(schema)
        ? OutputSchema.of(schema)
        : schema;
  }

  private static ObjectNode portable(ToolSpecification tool, KeyNames names) {
    JsonNode schema = RenderedSchemas.inputSchema(tool);
    return PortableSchema.ofTool(
        schema == null ? JsonNodeFactory.instance.objectNode() : schema,
        PortableSchema.Rules.wide(),
        names);
  }
}

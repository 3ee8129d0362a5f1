package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolOrigin;
import dev.coda.api.tool.ToolSpec;
import dev.coda.bridge.http.OneLine;
import dev.coda.core.tools.SchemaCheck;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools of one server as Coda's; the list of its last connection stays when it ends. */
final class ServerTools {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTools.class);
  static final int MOST_TOOLS = 500;
  private static final int DESCRIPTION_CHARACTERS = 8_000;
  private static final int REASON_CHARACTERS = 200;

  private final ServerEntry entry;
  private final ToolCaller caller;
  private volatile Offer offer = new Offer(List.of(), null, List.of(), List.of());

  private record Offer(
      List<McpSchema.Tool> listed,
      McpSchema.@Nullable ServerCapabilities capabilities,
      List<Tool> tools,
      List<String> unusable) {}

  ServerTools(ServerEntry entry, ToolCaller caller) {
    this.entry = entry;
    this.caller = caller;
  }

  List<Tool> tools() {
    return offer.tools();
  }

  /** Names the tools that cannot be offered, and why; null if there is none. */
  @Nullable String problem() {
    List<String> unusable = offer.unusable();
    return unusable.isEmpty() ? null : "cannot be used: " + String.join("; ", unusable);
  }

  /**
   * Updates the tools from the server's list. Tools remain the same objects while they do not
   * change. Only one thread calls this, for one connection after the other.
   */
  void replace(List<McpSchema.Tool> listed, McpSchema.ServerCapabilities capabilities) {
    Offer before = offer;
    if (listed.equals(before.listed()) && Objects.equals(capabilities, before.capabilities())) {
      return;
    }
    ToolNames names = new ToolNames(entry.prefix());
    List<Tool> tools = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (McpSchema.Tool each : listed.subList(0, Math.min(listed.size(), MOST_TOOLS))) {
      try {
        tools.add(tool(names.of(each.name()), each));
      } catch (RuntimeException e) {
        String reason = OneLine.of(String.valueOf(e.getMessage()), REASON_CHARACTERS);
        LOG.warn(
            "MCP server {}: its tool {} cannot be used: {}", entry.name(), each.name(), reason);
        unusable.add("'%s' (%s)".formatted(each.name(), reason));
      }
    }
    if (listed.size() > MOST_TOOLS) {
      LOG.warn(
          "MCP server {} lists more than {} tools; the first are used.", entry.name(), MOST_TOOLS);
    }
    tools.addAll(new CatalogTools(entry, caller, names).of(capabilities, listed));
    offer = new Offer(List.copyOf(listed), capabilities, List.copyOf(tools), List.copyOf(unusable));
  }

  private Tool tool(String name, McpSchema.Tool listed) {
    McpSchema.ToolAnnotations hints = listed.annotations();
    ToolSpec.Builder spec =
        ToolSpec.builder(name)
            .origin(ToolOrigin.MCP)
            .description(description(listed))
            .inputSchema(inputSchema(listed))
            .permission(entry.rules().of(listed.name(), hints))
            .timeout(entry.timeout());
    if (hints != null && entry.rules().trustHints()) {
      // Both make Coda less strict: it repeats a call of the tool after a crash without asking.
      spec.readOnly(Boolean.TRUE.equals(hints.readOnlyHint()));
      spec.idempotent(Boolean.TRUE.equals(hints.idempotentHint()));
    }
    Map<String, Object> outputSchema = listed.outputSchema();
    if (outputSchema != null) {
      spec.outputSchema(JsonMaps.tree(outputSchema));
    }
    ToolSpec built = spec.build();
    var unused = SchemaCheck.of(built.inputSchema());
    built.outputSchema().ifPresent(SchemaCheck::of);
    return Tool.of(built, (input, context) -> caller.call(name, listed.name(), input, context));
  }

  private static String description(McpSchema.Tool listed) {
    String text = listed.description() == null ? listed.title() : listed.description();
    String whole = CleanText.clean(text == null ? listed.name() : text);
    return whole.length() <= DESCRIPTION_CHARACTERS
        ? whole
        : whole.substring(0, DESCRIPTION_CHARACTERS);
  }

  private static JsonNode inputSchema(McpSchema.Tool listed) {
    JsonNode schema = JsonMaps.tree(listed.inputSchema());
    return schema instanceof ObjectNode object && !object.has("type")
        ? object.put("type", "object")
        : schema;
  }
}

package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.internal.search.ToolIndex;
import java.util.Collection;
import java.util.List;

/**
 * Lets a model search tools if there are too many to offer at once. The found tools are offered
 * from the next model call on, in this run and in later ones of the conversation. Thread-safe.
 */
public final class ToolSearch implements Tool {
  /** The name by which models call it. */
  public static final String NAME = "search_tools";

  /** The member of its result that lists the found tools. */
  public static final String FOUND = "tools";

  private static final int MOST = 5;
  private static final int LONGEST_DESCRIPTION = 160;

  private final ToolIndex index;
  private final ToolSpec spec;

  private ToolSearch(Collection<ToolSpec> tools) {
    this.index = ToolIndex.of(tools);
    this.spec =
        ToolSpec.builder(NAME)
            .description(
                ("Finds more tools: %d are not shown here. Search before you say that something"
                        + " cannot be done. What is found can be called afterwards.")
                    .formatted(tools.size()))
            .inputSchema(
                """
                {"type": "object", "required": ["query"], "additionalProperties": false, "properties": {
                  "query": {"type": "string", "minLength": 1, "maxLength": 500,
                    "description": "What the tool should do, in a few English words, such as 'create an issue'."}}}
                """)
            .readOnly(true)
            .build();
  }

  /** Searches these tools. */
  static ToolSearch over(Collection<ToolSpec> tools) {
    return new ToolSearch(tools);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult execute(JsonNode input, ToolContext context) {
    List<ToolSpec> found = index.find(input.path("query").asText(), MOST);
    if (found.isEmpty()) {
      return ToolResult.text("No tool was found. Try other words for what it should do.");
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = result.putArray(FOUND);
    for (ToolSpec tool : found) {
      tools
          .addObject()
          .put("name", tool.name())
          .put("description", CleanText.shortened(tool.description(), LONGEST_DESCRIPTION));
    }
    return ToolResult.ok(result);
  }
}

package dev.coda.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;

/** A tool made of a name, a schema and a piece of code. */
final class SmallTool implements Tool {
  private final ToolSpec spec;
  private final Body body;

  private SmallTool(ToolSpec spec, Body body) {
    this.spec = spec;
    this.body = body;
  }

  /** What a tool does. */
  @FunctionalInterface
  interface Body {
    JsonNode run(JsonNode input) throws InterruptedException;
  }

  static SmallTool of(String name, String schema, Body body) {
    ToolSpec spec =
        ToolSpec.builder(name).description("Serves a benchmark.").inputSchema(json(schema)).build();
    return new SmallTool(spec, body);
  }

  /** Adds two whole numbers, {@code a} and {@code b}. */
  static SmallTool adding(String name) {
    String schema =
        """
        {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},
         "required":["a","b"],"additionalProperties":false}
        """;
    return of(name, schema, SmallTool::sum);
  }

  static JsonNode sum(JsonNode input) {
    return CodaJson.mapper()
        .getNodeFactory()
        .numberNode(input.get("a").intValue() + input.get("b").intValue());
  }

  static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult execute(JsonNode input, ToolContext context) throws InterruptedException {
    return ToolResult.ok(body.run(input));
  }
}

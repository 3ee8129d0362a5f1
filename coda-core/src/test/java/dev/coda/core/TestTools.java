package dev.coda.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;

/** Tools for tests, from a body of code. */
final class TestTools {
  private TestTools() {}

  interface Body {
    ToolResult run(JsonNode input, ToolContext context) throws Exception;
  }

  static Tool tool(ToolSpec spec, Body body) {
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return spec;
      }

      @Override
      public ToolResult execute(JsonNode input, ToolContext context) throws Exception {
        return body.run(input, context);
      }
    };
  }

  static Tool tool(String name, Body body) {
    return tool(ToolSpec.builder(name).description("A test tool.").build(), body);
  }

  /** Doubles a whole number. */
  static Tool doubler() {
    ToolSpec spec =
        ToolSpec.builder("double")
            .inputSchema(
                json(
                    """
                    {"type":"object","properties":{"n":{"type":"integer"}},
                     "required":["n"],"additionalProperties":false}
                    """))
            .build();
    return tool(spec, (input, context) -> ToolResult.ok(json("" + 2 * input.get("n").intValue())));
  }

  static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

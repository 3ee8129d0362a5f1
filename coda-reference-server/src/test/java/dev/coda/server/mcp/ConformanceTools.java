package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Tools that the conformance runner asks every server for, and two that other tests need. */
@Factory
class ConformanceTools {
  static final CountDownLatch CANCELLED = new CountDownLatch(1);

  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
  private static final String TEXT = "{\"type\":\"text\",\"text\":\"Mixed\"}";
  private static final String IMAGE =
      "{\"type\":\"media\",\"mime_type\":\"image/png\",\"data\":\"" + PIXEL + "\"}";
  private static final String SOUND =
      "{\"type\":\"media\",\"mime_type\":\"audio/wav\",\"data\":\"UklGRg==\"}";
  private static final String RESOURCE =
      "{\"type\":\"media\",\"mime_type\":\"text/plain\",\"data\":\"aGk=\",\"name\":\"test://r\"}";
  private static final String SCHEMA =
      """
      {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
       "$defs": {"address": {"type": "object", "properties": {
         "street": {"type": "string"}, "city": {"type": "string"}}}},
       "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"}},
       "additionalProperties": false}
      """;

  @Singleton
  @Named("conformance")
  ToolSource tools() {
    return ToolSource.of(
        tool("test_simple_text", "\"This is a simple text response for testing.\""),
        tool("test_image_content", "[" + IMAGE + "]"),
        tool("test_audio_content", "[" + SOUND + "]"),
        tool("test_embedded_resource", "[" + RESOURCE + "]"),
        tool("test_multiple_content_types", "[%s,%s,%s]".formatted(TEXT, IMAGE, RESOURCE)),
        Tool.of(
            ToolSpec.builder("test_error_handling").description("Is called by tests.").build(),
            (input, context) ->
                ToolResult.error(
                    FailureKind.TOOL_FAILED,
                    "This tool intentionally returns an error for testing")),
        Tool.of(
            ToolSpec.builder("test_tool_with_progress").description("Is called by tests.").build(),
            (input, context) -> {
              for (int percent = 0; percent <= 100; percent += 50) {
                context.progress().report("at " + percent, percent);
              }
              return ToolResult.text("done");
            }),
        Tool.of(
            ToolSpec.builder("json_schema_2020_12_tool")
                .description("Is called by tests.")
                .inputSchema(SCHEMA)
                .build(),
            (input, context) -> ToolResult.text("done")),
        Tool.of(
            ToolSpec.builder("test_needs_approval")
                .description("Is called by tests.")
                .permission(ToolPermission.ASK)
                .build(),
            (input, context) -> ToolResult.text("ran although nobody approved")),
        Tool.of(
            ToolSpec.builder("test_never_ends").description("Is called by tests.").build(),
            (input, context) -> {
              CountDownLatch forEver = new CountDownLatch(1);
              context.cancelSignal().onCancel(CANCELLED::countDown);
              context.progress().report("started", null);
              forEver.await();
              return ToolResult.text("never");
            }));
  }

  private static Tool tool(String name, String output) {
    return Tool.of(
        ToolSpec.builder(name).description("Answers the same each time.").build(),
        (input, context) -> ToolResult.ok(json(output)));
  }

  private static JsonNode json(String text) throws IOException {
    return CodaJson.mapper().readTree(text);
  }
}

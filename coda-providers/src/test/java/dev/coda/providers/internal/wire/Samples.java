package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.ModelAttributes;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.util.Map;

/** Tools that the tests of all protocols offer. */
public final class Samples {
  private Samples() {}

  public static ToolSpecification calculator() {
    return ToolSpecification.builder()
        .name("calculator")
        .description("Evaluates an expression.")
        .parameters(
            JsonObjectSchema.builder()
                .addStringProperty("expression", "What to evaluate.")
                .required("expression")
                .build())
        .build();
  }

  /** Its exact schema says more than langchain4j's types can. */
  public static ToolSpecification currentTime() {
    return currentTime(
        """
        {"type": "object", "properties": {"timezone": {"type": "string", "minLength": 1,
        "default": "UTC"}}, "additionalProperties": false}\
        """);
  }

  public static ToolSpecification currentTime(String exactSchema) {
    return ToolSpecification.builder()
        .name("current_time")
        .description("Tells the time.")
        .parameters(JsonObjectSchema.builder().addStringProperty("timezone").build())
        .metadata(Map.of(ModelAttributes.INPUT_SCHEMA, json(exactSchema)))
        .build();
  }

  public static JsonNode json(String text) {
    try {
      return WireJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

package dev.coda.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.CatalogueEntry;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.Samples;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputSchemaTest {
  @Test
  void leavesOutLimitsThatAnthropicDoesNotTake() {
    assertThat(
            body("""
            {"type": "object", "required": ["age"], "properties": {
              "age": {"type": "integer", "minimum": 0},
              "minimum": {"type": "string", "format": "uri-template"},
              "tags": {"type": "array", "uniqueItems": true, "minItems": 2,
                "items": {"type": "string", "maxLength": 5}}}}
            """)
                .at("/output_config/format/schema"))
        .isEqualTo(
            Samples.json(
                """
                {"type": "object", "required": ["age"], "properties": {
                  "age": {"type": "integer"},
                  "minimum": {"type": "string"},
                  "tags": {"type": "array", "items": {"type": "string"}}},
                 "additionalProperties": false}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'object', 'additionalProperties': {'type': 'integer'}}",
        "{'type': 'object', 'properties': {'a': {}}}",
        "{'type': 'object', 'properties': {'a': {'oneOf': [{'type': 'string'}]}}}",
        "{'type': 'object', 'properties': {'a': {'$ref': '#/$defs/A'}}, '$defs': {'A': {'type':"
            + " 'object', 'properties': {'b': {'$ref': '#/$defs/A'}}}}}"
      })
  void givesOtherSchemasAsAnInstruction(String schema) {
    JsonNode body = body(schema.replace('\'', '"'));

    assertThat(body.has("output_config")).isFalse();
    assertThat(body.path("system").toString()).contains("You are a cat.").contains("JSON Schema");
  }

  private static JsonNode body(String schema) {
    CatalogueEntry model =
        ModelCatalogue.bundled().find(ModelRef.of("anthropic/claude-sonnet-4-5"));
    JsonSchema wish =
        JsonSchema.builder().name("answer").rootElement(JsonRawSchema.from(schema)).build();
    byte[] bytes =
        new MessagesEncoder("anthropic", model)
            .encode(
                Requests.of(
                    Requests.own().promptCaching(false).responseFormat(wish),
                    SystemMessage.from("You are a cat."),
                    UserMessage.from("Who?")));
    return Samples.json(new String(bytes, StandardCharsets.UTF_8));
  }
}

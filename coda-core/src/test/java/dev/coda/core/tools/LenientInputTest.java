package dev.coda.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LenientInputTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
        "id": {"type": ["integer", "string"]},
        "count": {"type": "integer"},
        "share": {"type": "number"},
        "really": {"type": "boolean"},
        "zip": {"type": "string", "pattern": "^[0-9]+$"},
        "day": {"type": "string", "format": "date"},
        "state": {"enum": ["active", "done"]},
        "level": {"type": "integer", "enum": [1, 2]},
        "tags": {"type": "array", "items": {"type": "string"}},
        "sizes": {"type": "array", "items": {"$ref": "#/$defs/Size"}},
        "place": {"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "null"}]},
        "any": {}},
       "$defs": {"Size": {"type": "integer"},
        "Place": {"type": "object", "properties": {"floor": {"type": "integer"}}}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"count\": 5.0 | \"count\": 5",
        "\"count\": 1e2 | \"count\": 100",
        "\"count\": \"5\" | \"count\": 5",
        "\"count\": \" 5.0 \" | \"count\": 5",
        "\"count\": null | ",
        "\"count\": \"\" | ",
        "\"share\": \"0.5\" | \"share\": 0.5",
        "\"share\": 5.0 | \"share\": 5.0",
        "\"really\": \"True\" | \"really\": true",
        "\"zip\": 12345 | \"zip\": \"12345\"",
        "\"zip\": null | ",
        "\"state\": \"ACTIVE\" | \"state\": \"active\"",
        "\"state\": null | ",
        "\"level\": \"2\" | \"level\": 2",
        "\"tags\": \"a\" | \"tags\": [\"a\"]",
        "\"tags\": \"[\\\"a\\\"]\" | \"tags\": [\"a\"]",
        "\"sizes\": [1.0, \"2\"] | \"sizes\": [1, 2]",
        "\"sizes\": \"3\" | \"sizes\": [3]",
        "\"place\": {\"floor\": 2.0} | \"place\": {\"floor\": 2}",
        "\"place\": \"{\\\"floor\\\": 2}\" | \"place\": {\"floor\": 2}",
        "\"place\": null | \"place\": null",
        "\"any\": null | \"any\": null",
        "\"any\": 5.0 | \"any\": 5.0",
      })
  void readsAsACarefulPersonWould(String written, String read) {
    String expected = read == null || read.isBlank() ? "" : ", " + read;
    assertThat(tool(true).read(json("{\"id\": 1, " + written + "}")).input())
        .isEqualTo(json("{\"id\": 1" + expected + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\": null}",
        "{\"id\": 1, \"count\": 5.5}",
        "{\"id\": 1, \"count\": \"five\"}",
        "{\"id\": 1, \"really\": 1}",
        "{\"id\": 1, \"zip\": true}",
        "{\"id\": 1, \"state\": \"\\u0000\"}",
        "{\"id\": 1, \"unknown\": null}",
        "{\"id\": 1, \"count\": \"5\", \"unknown\": 1}"
      })
  void leavesWhatFitsInNoWayAsItIs(String written) {
    JsonNode input = json(written);
    assertThat(tool(true).read(input).input()).isSameAs(input);
    assertThat(tool(true).inputProblems(input)).isNotEmpty();
  }

  @Test
  void readsAllArgumentsThatWereWrittenAsText() {
    assertThat(tool(true).read(json("\"{\\\"id\\\": 1}\"")).input()).isEqualTo(json("{\"id\": 1}"));
  }

  @Test
  void readsStrictlyWhereTheAgentIsSetSo() {
    JsonNode input = json("{\"id\": 1, \"count\": \"5\"}");
    assertThat(tool(false).read(input).input()).isSameAs(input);
  }

  private static RegisteredTool tool(boolean lenient) {
    ToolSpec spec = ToolSpec.builder("probe").description("For tests.").inputSchema(SCHEMA).build();
    Tool tool = Tool.of(spec, (input, context) -> ToolResult.ok(input));
    return ToolRegistry.of(List.of(ToolSource.of(tool)), lenient, 64).find("probe").orElseThrow();
  }

  private static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

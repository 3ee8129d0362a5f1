package dev.coda.api.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-9223372036854775808",
        "12345678901234567890",
        "1.0",
        "1e400",
        "1E-7",
        "true",
        "null",
        "\"\"",
        "\"plain\"",
        "\"a \\\"quote\\\"\"",
        "\"back\\\\slash\"",
        "\"\\u0000\\u001f\"",
        "\"\\u007f\\u0080\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\u2028\"",
        "\"/\"",
        "{}",
        "[]",
        "[1,2]",
        "{\"a\":2,\"b\":40}",
        "{\"a\":{\"b\":{\"c\":\"d\"}}}",
        "{\"a\":[1],\"b\":1.5}",
        "{\"\":\"\"}",
        "{\"a\\nb\":1}",
        "{\"a\":null,\"b\":false}"
      })
  void writesWhatJacksonWrites(String json) throws Exception {
    JsonNode value = CodaJson.mapper().readTree(json);

    assertThat(JsonText.of(value)).isEqualTo(value.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 5_000})
  void writesLongTextsAsJacksonDoes(int length) {
    JsonNode value = CodaJson.mapper().createObjectNode().put("text", "x".repeat(length));

    assertThat(JsonText.of(value)).isEqualTo(value.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 400})
  void writesDeepObjectsAsJacksonDoes(int depth) {
    JsonNode value = CodaJson.mapper().createObjectNode();
    for (int i = 0; i < depth; i++) {
      value = CodaJson.mapper().createObjectNode().set("a", value);
    }

    assertThat(JsonText.of(value)).isEqualTo(value.toString());
  }
}
